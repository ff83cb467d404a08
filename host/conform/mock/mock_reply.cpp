#include "host/conform/mock/mock_reply.hpp"

#include "host/manifest/json_members.hpp"

#include <boost/json/array.hpp>

#include <array>
#include <charconv>
#include <utility>

namespace host {
namespace {

namespace json = boost::json;

constexpr std::array<std::pair<MockReply::How, std::string_view>, 9> words{{
    {MockReply::How::answer, "answer"},
    {MockReply::How::reset, "reset"},
    {MockReply::How::half_close, "half_close"},
    {MockReply::How::truncate, "truncate"},
    {MockReply::How::drip, "drip"},
    {MockReply::How::giant_header, "giant_header"},
    {MockReply::How::garbled, "garbled"},
    {MockReply::How::never, "never"},
    {MockReply::How::close_after, "close_after"},
}};

}  // namespace

std::string_view to_word(MockReply::How how) {
    for (const auto& [each, word] : words) {
        if (each == how) {
            return word;
        }
    }
    return "answer";
}

json::object to_json(const MockReply& reply) {
    json::object object{
        {"how", to_word(reply.how)},
        {"status", reply.status},
        {"delay_ms", reply.delay.count()},
        {"location", reply.location},
        {"content_type", reply.content_type},
        {"body", reply.body}};
    if (reply.retry_after) {
        object["retry_after"] = *reply.retry_after;
    }
    return object;
}

// Members that are absent or of a wrong type stay as they are by default: the writer is to_json(),
// or a profile that the schema has passed.
MockReply mock_reply_of(const json::object& object) {
    std::string ignored;
    JsonMembers members{object, "", ignored};
    MockReply reply;
    std::string how;
    members.text("how", how);
    for (const auto& [each, word] : words) {
        reply.how = word == how ? each : reply.how;
    }
    reply.status = static_cast<int>(members.count("status").value_or(200));
    reply.delay = std::chrono::milliseconds{members.count("delay_ms").value_or(0)};
    members.text("location", reply.location);
    members.text("content_type", reply.content_type);
    members.text("body", reply.body);
    if (object.contains("retry_after")) {
        members.text("retry_after", reply.retry_after.emplace());
    }
    return reply;
}

json::object to_json(const MockScript& script) {
    json::object by_record;
    for (const auto& [number, replies] : script.by_record) {
        json::array list;
        for (const MockReply& reply : replies) {
            list.push_back(to_json(reply));
        }
        by_record[std::to_string(number)] = std::move(list);
    }
    return {
        {"resets_on_accept", script.resets_on_accept},
        {"standard", to_json(script.standard)},
        {"by_record", std::move(by_record)}};
}

MockScript mock_script_of(const json::object& object) {
    std::string ignored;
    JsonMembers members{object, "", ignored};
    MockScript script;
    members.flag("resets_on_accept", script.resets_on_accept);
    if (const json::object* standard = members.object("standard")) {
        script.standard = mock_reply_of(*standard);
    }
    if (const json::object* by_record = members.object("by_record")) {
        JsonMembers records{*by_record, "", ignored};
        for (const auto& member : *by_record) {
            const std::string_view key = member.key();
            std::uint64_t number = 0;
            std::from_chars(key.data(), key.data() + key.size(), number);
            records.each_object(key, [&](const json::object& reply, const std::string&) {
                script.by_record[number].push_back(mock_reply_of(reply));
            });
        }
    }
    return script;
}

}  // namespace host
