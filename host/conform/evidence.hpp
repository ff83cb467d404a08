// What a check found, written down while it runs and carried from the child to the report. One
// thread at a time.
#pragma once

#include <boost/json/object.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace host {

struct Finding {
    enum class Kind : std::uint8_t { pass, warn, fail, skip, crash, timeout };
    Kind kind = Kind::pass;
    std::vector<std::string> evidence;
};

std::string_view to_word(Finding::Kind kind);  // "pass", "warn" ...

boost::json::object to_json(const Finding& finding);
Finding finding_of(const boost::json::object& object
);  // fail with a sentence if it is not such an object

class Evidence {
public:
    // The worst of what was said counts: fail, then warn, then skip. Lines beyond 50 are counted,
    // not kept.
    void fail(std::string line) { add(Finding::Kind::fail, std::move(line)); }
    void warn(std::string line) { add(Finding::Kind::warn, std::move(line)); }
    void skip(std::string reason) { add(Finding::Kind::skip, std::move(reason)); }
    void note(std::string line) { add(Finding::Kind::pass, std::move(line)); }

    // Fails with `line` unless `is_so`. Gives `is_so`.
    bool expect(bool is_so, std::string line);

    bool has_failed() const { return finding_.kind == Finding::Kind::fail; }
    Finding finding() const;

private:
    void add(Finding::Kind kind, std::string line);

    Finding finding_;
    std::size_t left_out_ = 0;
};

}  // namespace host
