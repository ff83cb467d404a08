#include "tests/chaos/load.hpp"

#include <boost/json/serialize.hpp>
#include <boost/json/string.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace chaos {

const std::string refused_user = "crm-refused";

namespace {

constexpr std::size_t most_users_of_a_record = 3;

// What a value may hold. The empty one is not sent: it changes nothing at Adobe.
std::string any_value(Chance& chance) {
    static const std::array<std::string, 12> odd{
        "plain",
        "",
        "a+b&c=d#e%20f/\xc3\xa9",
        "\xf0\x9f\x98\x80 and more",
        R"("double" 'single' \ back)",
        " leading and trailing ",
        "two\r\nlines",
        "x HTTP/1.1\r\nHost: elsewhere\r\n\r\n",
        "x&mbox3rdPartyId=crm-1&profile.tier=stolen",
        "<success>false</success>",
        "1.10",
        "a;b,c|d\te"};
    constexpr std::size_t long_value = 3000;
    return chance.one_in(100) ? std::string(long_value, 'x') : chance.any_of(odd);
}

std::string json_of(const std::string& text) {
    return boost::json::serialize(boost::json::value(text));
}

std::string csv_of(const std::string& text) {
    std::string out = "\"";
    for (const char c : text) {
        out += c == '"' ? "\"\"" : std::string{c};
    }
    return out + '"';
}

// Writes a load record by record.
class Writer {
public:
    Writer(const LoadPlan& plan, Chance& chance) : plan_{plan}, chance_{chance} {
        load_.pipeline = plan.pipeline;
        load_.file = plan.pipeline + (plan.format == Format::csv ? ".csv" : ".ndjson");
        if (plan.format == Format::csv) {
            add_text("id,ok," + plan.pipeline + ",odd\n");
        }
    }

    Load write() {
        for (std::size_t i = 0; i < plan_.records; ++i) {
            load_.lines.push_back(line_);
            add_record(i);
        }
        return std::move(load_);
    }

private:
    void add_text(const std::string& text) {
        load_.text += text;
        line_ += static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
    }

    std::string any_user() {
        constexpr std::uint64_t rare = 150;
        return chance_.one_in(rare)
                   ? refused_user
                   : "crm-" + std::to_string(plan_.first_user + chance_.below(plan_.users));
    }

    void add_record(std::size_t record) {
        constexpr std::uint64_t one_is_broken = 60;
        constexpr std::uint64_t one_is_filtered = 12;
        if (chance_.one_in(one_is_broken)) {
            add_broken(record);
            return;
        }
        const std::string mark = mark_of(plan_.pipeline, record);
        const std::string odd = any_value(chance_);
        const bool passes = !chance_.one_in(one_is_filtered);
        const std::vector<std::string> users = any_users();
        std::map<std::string, std::string> attributes{{plan_.pipeline, mark}};
        if (plan_.format == Format::ndjson && chance_.one_in(2)) {
            attributes.emplace(plan_.pipeline + '_' + std::to_string(chance_.below(3)), mark);
        }
        add_text(sound_line(users, passes ? "yes" : "no", attributes, odd));
        if (!odd.empty()) {
            attributes.emplace("odd", odd);
        }
        if (!passes) {
            load_.updates.push_back({record, 0, users.front(), Duty::filter, {}, {}});
            return;
        }
        for (std::uint32_t sub = 0; sub < users.size(); ++sub) {
            const bool is_refused = users[sub] == refused_user;
            load_.updates.push_back(
                {record,
                 sub,
                 users[sub],
                 is_refused ? Duty::refuse : Duty::deliver,
                 is_refused ? "refused" : "",
                 attributes}
            );
        }
    }

    // Several now and then, where the format can say so; each once.
    std::vector<std::string> any_users() {
        std::vector<std::string> users{any_user()};
        constexpr std::uint64_t one_has_several = 10;
        while (plan_.format == Format::ndjson && users.size() < most_users_of_a_record &&
               chance_.one_in(one_has_several)) {
            const std::string more = any_user();
            if (std::find(users.begin(), users.end(), more) == users.end()) {
                users.push_back(more);
            }
        }
        return users;
    }

    std::string sound_line(
        const std::vector<std::string>& users,
        const std::string& passes,
        const std::map<std::string, std::string>& marks,
        const std::string& odd
    ) const {
        if (plan_.format == Format::csv) {
            return users.front() + ',' + passes + ',' + marks.at(plan_.pipeline) + ',' +
                   csv_of(odd) + '\n';
        }
        std::string ids;
        for (const std::string& user : users) {
            ids += (ids.empty() ? R"({"c":")" : R"(,{"c":")") + user + "\"}";
        }
        std::string traits;
        for (const auto& [name, mark] : marks) {
            traits += '"' + name + R"(":")" + mark + "\",";
        }
        return R"({"ids":[)" + ids + R"(],"ok":")" + passes + R"(","t":{)" + traits + R"("odd":)" +
               json_of(odd) + "}}\n";
    }

    void add_broken(std::size_t record) {
        const std::string mark = mark_of(plan_.pipeline, record);
        const bool is_csv = plan_.format == Format::csv;
        std::string reason;
        switch (chance_.below(3)) {
        case 0:
            reason = is_csv ? "bad_csv" : "bad_json";
            add_text(
                is_csv ? "crm-1,yes," + mark + "\n"
                       : R"({"ids":[{"c":"crm-1"}],"ok":"yes","t)"
                         "\n"
            );
            break;
        case 1:
            reason = "missing_identifier";
            add_text(
                is_csv ? ",yes," + mark + ",x\n"
                       : R"({"ok":"yes","t":{"odd":"x"}})"
                         "\n"
            );
            break;
        default:
            reason = "bad_identifier";
            add_text(
                is_csv ? "+" + mark + ",yes," + mark + ",x\n"
                       : R"({"ids":[{"c":"/)" + mark +
                             R"("}],"ok":"yes","t":{"odd":"x"}})"
                             "\n"
            );
            break;
        }
        load_.updates.push_back({record, 0, {}, Duty::reject_unsent, reason, {}});
    }

    const LoadPlan& plan_;
    Chance& chance_;
    Load load_;
    std::size_t line_ = 1;
};

}  // namespace

std::string mark_of(const std::string& pipeline, std::size_t record) {
    return pipeline + '-' + std::to_string(record);
}

Load make_load(const LoadPlan& plan, Chance& chance) {
    return Writer{plan, chance}.write();
}

}  // namespace chaos
