#include "store/columns.h"
#include "store/version.h"
#include "store/writer_impl.h"

namespace jianbao::store {

namespace {

/// What an article's row holds beside what makes a version.
struct Details {
  bool same = false;  ///< as in the article it was compared with
  Timestamp updated;
  std::int64_t capture = 0;
  std::int64_t read_as = 0;  ///< the version that was read from the capture
};

Details read_details(Statement& row, const Article& article) {
  const ResetGuard guard(row);
  Details details;
  if (!row.step()) return details;
  details.same = row.text(0) == to_json(article.authors) && row.text(1) == article.language &&
                 row.text(2) == to_json(article.tags) && row.text(3) == article.image_url &&
                 row.text(4) == article.image_caption && row.text(5) == article.dateline &&
                 row.integer(6) == static_cast<int>(article.published_origin) &&
                 row.text(7) == article.source;
  details.updated = {row.integer(8)};
  details.capture = row.integer(9);
  details.read_as = row.integer(10);
  return details;
}

}  // namespace

Stored Writer::Impl::revise(const Present& old, const Article& article, int extractor_version,
                            Timestamp seen) {
  const Details details = read_details(find_details.bind(old.id), article);
  const Digest hash = version_hash(article);
  const bool same_version = version_with(hash, old.id) == old.revision;
  std::int64_t revision = old.revision;
  if (!same_version) {
    revision = add_revision(old.id, article, hash, what_changed(old.article, article), seen, true);
    keep_text.bind(Blob{packer.compress(old.article.text)}, old.revision).run();
  }
  if (!same_version || !details.same) {
    // It stays where it was found, also by its feed and under its earlier address.
    replace_present(old, article, old.canonical_url, same_version ? details.updated : seen);
    set_present.bind(revision, details.capture, old.id).run();
  }
  // Where the article kept its text and took the rest from a feed since, the capture stays with the
  // version before that: Archive::corrections() are those behind it.
  const bool corrected = details.read_as != old.revision;
  revise_capture.bind(corrected ? details.read_as : revision, extractor_version, details.capture)
      .run();
  return same_version && details.same ? Stored::kUnchanged : Stored::kChanged;
}

Stored Writer::revise(std::int64_t article_id, const Article& article, int extractor_version,
                      Timestamp seen) {
  try {
    impl_->begin();
    const auto old = read_present(impl_->find_article_by_id.bind(article_id));
    return old ? impl_->revise(*old, article, extractor_version, seen) : Stored::kUnchanged;
  } catch (...) {
    rollback();
    throw;
  }
}

}  // namespace jianbao::store
