// Two lines as the flat objects of an older and a newer update: whatever is united of them is JSON
// if they are, holds all that the newer one says, and of the older one what the newer does not
// name.
#include "host/delivery/flat_members.hpp"
#include "tests/fuzz/expect.hpp"

#include <boost/json/parse.hpp>

namespace json = boost::json;

namespace {

json::value parsed(std::string_view text) {
    json::error_code error;
    json::value value = json::parse({text.data(), text.size()}, error);
    return error ? json::value{} : value;
}

void expect_union(const json::object& older, const json::object& newer, std::string_view text) {
    const json::value united = parsed(text);
    fuzz::expect(united.is_object(), "two objects make an object");
    for (const auto& [name, value] : newer) {
        const json::value* const found = united.get_object().if_contains(name);
        fuzz::expect(found != nullptr && *found == value, "the newer one wins");
    }
    for (const auto& [name, value] : older) {
        const json::value* const found = united.get_object().if_contains(name);
        fuzz::expect(found != nullptr, "nothing of the older one is lost");
        fuzz::expect(newer.contains(name) || *found == value, "the older one's values stay");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view newer = fuzz::as_text(data, size);
    const std::string_view older = fuzz::take_until(newer, '\n');
    const auto united = host::united_members(older, newer);
    if (!united) {
        return 0;
    }
    fuzz::expect(host::flat_members(*united).has_value(), "what was united is flat again");
    const json::value before = parsed(older);
    const json::value after = parsed(newer);
    if (before.is_object() && after.is_object()) {
        expect_union(before.get_object(), after.get_object(), *united);
    }
    return 0;
}
