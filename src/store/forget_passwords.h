#pragma once

namespace jianbao::store {

class Database;

/// Takes user and password of a feed's address out of what earlier versions made of it: the roots
/// of captures, the addresses and keys of articles without a link, the paths of pages.  Roots that
/// become one are joined; of captures that become one, the later stays.  What has no such address
/// costs a look at the roots and at the pages that the user named.
void forget_passwords(Database& database);

}  // namespace jianbao::store
