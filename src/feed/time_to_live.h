#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string_view>

namespace jianbao::feed {

/// How long a feed document says that it may be kept, gathered from its channel's elements as they
/// come.  The first that can be read stays.
class TimeToLive {
 public:
  /// RSS 2.0's <ttl>, in minutes.
  void offer_ttl(std::string_view minutes);
  /// The syndication module of RSS 1.0: so many updates in each hourly, daily, weekly, monthly or
  /// yearly period.
  void offer_period(std::string_view name);
  void offer_frequency(std::string_view number);

  /// <ttl>, which is the more exact one, else the period through its frequency.  Nothing if neither
  /// says a time from a millisecond to 31 days.
  std::optional<std::chrono::milliseconds> value() const;

 private:
  std::optional<std::chrono::milliseconds> ttl_;
  std::optional<std::chrono::milliseconds> period_;
  std::optional<std::uint32_t> frequency_;
};

}  // namespace jianbao::feed
