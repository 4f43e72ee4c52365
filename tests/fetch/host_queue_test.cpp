#include "fetch/host_queue.h"

#include <catch2/catch.hpp>

#include <chrono>
#include <string>

using jianbao::fetch::HostQueue;
using std::chrono::milliseconds;

namespace {

using Queue = HostQueue<int>;
using Time = Queue::Time;

Time at(int ms) {
  return Time(milliseconds(ms));
}

/// The number of the next item; 0 for none.
int take(Queue& queue, int now) {
  return queue.take(at(now)).value_or(0);
}

}  // namespace

TEST_CASE("a host has one under way, then rests", "[fetch][politeness]") {
  Queue queue(milliseconds(100), 8);
  queue.push("a", 1);
  queue.push("a", 2);
  CHECK(take(queue, 0) == 1);
  CHECK(take(queue, 500) == 0);
  CHECK_FALSE(queue.next_start());
  queue.release("a", at(1000), true);
  CHECK(queue.next_start() == at(1100));
  CHECK(take(queue, 1099) == 0);
  CHECK(take(queue, 1100) == 2);
  queue.release("a", at(1200), true);
  CHECK_FALSE(queue.next_start());
  queue.push("a", 3);
  CHECK(take(queue, 1299) == 0);
  CHECK(take(queue, 1300) == 3);
}

TEST_CASE("hosts do not wait for each other and take turns", "[fetch][politeness]") {
  Queue queue(milliseconds(0), 8);
  for (const int item : {1, 2, 3}) queue.push("a", item);
  queue.push("b", 10);
  CHECK(take(queue, 0) == 1);
  CHECK(take(queue, 0) == 10);
  queue.release("a", at(5), true);
  queue.push("c", 20);
  CHECK(take(queue, 5) == 20);
  CHECK(take(queue, 5) == 2);
}

TEST_CASE("a pause can be set before, during and after", "[fetch][politeness]") {
  Queue queue(milliseconds(100), 8);
  queue.set_pause("a", milliseconds(1000));
  queue.push("a", 1);
  queue.push("a", 2);
  CHECK(take(queue, 0) == 1);
  queue.release("a", at(0), true);
  CHECK(queue.next_start() == at(1000));
  queue.set_pause("a", milliseconds(3000));
  CHECK(queue.next_start() == at(3000));
  queue.set_pause("a", milliseconds(0));
  CHECK(take(queue, 0) == 2);
}

TEST_CASE("what is pushed first goes before what waits", "[fetch][politeness]") {
  Queue queue(milliseconds(0), 8);
  queue.push("a", 1);
  queue.push_first("a", 2);
  CHECK(take(queue, 0) == 2);
}

TEST_CASE("hosts that may hang leave a place to those that answer", "[fetch][politeness]") {
  Queue queue(milliseconds(100), 3);
  for (const int item : {1, 10, 20, 30}) queue.push(std::to_string(item), item);
  // Nobody has answered yet: all places are theirs.
  for (const int item : {1, 10, 20}) CHECK(take(queue, 0) == item);
  queue.release("1", at(0), true);
  CHECK(take(queue, 0) == 0);
  CHECK_FALSE(queue.next_start());
  queue.push("1", 2);
  CHECK(queue.next_start() == at(100));
  CHECK(take(queue, 100) == 2);
  queue.release("1", at(100), true);
  queue.release("10", at(100), false);
  CHECK(take(queue, 100) == 30);
  // Who did not answer is no better than who was never asked.
  queue.push("10", 11);
  CHECK(take(queue, 300) == 0);
  queue.release("20", at(300), true);
  CHECK(take(queue, 300) == 11);
}

TEST_CASE("who is vouched for is taken for one that answers, once", "[fetch][politeness]") {
  Queue queue(milliseconds(0), 2);
  for (const int item : {1, 10, 20, 30}) queue.push(std::to_string(item), item);
  CHECK(take(queue, 0) == 1);
  CHECK(take(queue, 0) == 10);
  queue.release("1", at(0), true);
  CHECK(take(queue, 0) == 0);
  queue.vouch_for("30");
  queue.vouch_for("10");  // is at work
  CHECK(take(queue, 0) == 30);
  queue.release("30", at(1), false);
  queue.push("30", 31);
  queue.vouch_for("30");
  CHECK(take(queue, 1) == 0);
  queue.release("10", at(2), true);
  CHECK(take(queue, 2) == 20);
}

TEST_CASE("the only place is for everybody", "[fetch][politeness]") {
  Queue queue(milliseconds(0), 1);
  queue.push("a", 1);
  queue.push("b", 10);
  CHECK(take(queue, 0) == 1);
  queue.release("a", at(0), true);
  CHECK(take(queue, 0) == 10);
}
