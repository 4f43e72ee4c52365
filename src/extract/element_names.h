#pragma once

#include <gumbo.h>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace jianbao::extract {

/// True if one of the words of a list parted by white space is `token`.
bool has_token(std::string_view list, std::string_view token);

/// True if one of the fragments stands anywhere in the names.
bool has_any(std::string_view names, std::span<const std::string_view> fragments);

/// The first element below `element` with the itemprop; null if there is none among the first few.
const GumboNode* find_marked(const GumboNode& element, std::string_view itemprop);

/// What an element's class and id say of its part in telling about an article.
class ElementNames {
 public:
  explicit ElementNames(const GumboNode& element);

  bool names_author() const;       ///< "byline", "post-author"; not a box about the author
  bool names_date() const;         ///< "pub-time", "date", "meta"
  bool names_publication() const;  ///< "published", "entry-date"
  bool names_update() const;       ///< "updated", "modified"
  bool names_title() const;        ///< "entry-title", "article__headline"
  bool names_site() const;         ///< "site-title", "logo"
  bool names_aside() const;        ///< "related", "comments"
  bool names_side_box() const;     ///< "sidebar", "teaser"

 private:
  std::string names_;  ///< in lower case; empty for most elements
};

/// Where in the page a walk is.
class ElementPlace {
 public:
  /// @param after_title  the article's heading stands before: what is called an aside is one.
  void enter(const GumboNode& element, const ElementNames& names, bool after_title);
  void leave(const GumboNode& element);

  bool in_body() const { return body_ > 0; }
  bool in_article() const { return article_ > 0; }
  bool in_link() const { return link_ > 0; }
  /// Beside the article: in navigation, footers, comments, boxes of other articles.
  bool is_aside() const { return aside_ > 0 || side_box_ > 0; }
  /// In a box that is only called so, and may be a column of the article's own.
  bool in_side_box() const { return side_box_ > 0 && aside_ == 0; }

 private:
  struct Open {
    const GumboNode* element;
    int* counter;
  };
  void count(const GumboNode& element, int& counter);

  std::vector<Open> open_;
  int body_ = 0;
  int article_ = 0;
  int link_ = 0;
  int aside_ = 0;
  int side_box_ = 0;
  std::size_t body_length_ = 0;  ///< in bytes of the page's source
};

}  // namespace jianbao::extract
