#include "adobe_target/api/visitor.hpp"

#include "adobe_target/api/members.hpp"
#include "adobe_target/api/outcomes.hpp"

#include <sluice/text.hpp>
#include <sluice/text/utf8.hpp>

#include <cstdint>
#include <utility>

namespace adobe_target {

namespace {

using sluice::Outcome;
using sluice::Reason;

// 50 customer ids in one request (Delivery API description).
constexpr std::size_t most_customer_ids = 50;

std::optional<Outcome> read_mandatory(
    const IdentifierSlot& identifier, std::span<const sluice_value> values, std::string& out
) {
    auto found = read_identifier(identifier, values, out);
    if (!found) {
        return std::move(found).error();
    }
    return *found ? std::nullopt : std::optional{missing_identifier(identifier)};
}

std::optional<Outcome> read_optional(
    const std::optional<IdentifierSlot>& identifier,
    std::span<const sluice_value> values,
    std::string& out
) {
    out.clear();
    if (!identifier) {
        return std::nullopt;
    }
    auto found = read_identifier(*identifier, values, out);
    return found ? std::nullopt : std::optional{std::move(found).error()};
}

// The tntId's own edge wins: the profile lives there (Delivery API, edgeHost).
std::optional<Outcome>
read_edge(const VisitorPlan& plan, std::span<const sluice_value> values, Visitor& visitor) {
    visitor.edges_differ = false;
    if (auto rejection = read_optional(plan.edge_number, values, visitor.edge)) {
        return rejection;
    }
    const std::string_view of_tnt_id = edge_of(visitor.tnt_id);
    if (!of_tnt_id.empty()) {
        visitor.edges_differ = !visitor.edge.empty() && visitor.edge != of_tnt_id;
        visitor.edge = of_tnt_id;
    }
    if (!visitor.edge.empty()) {
        return std::nullopt;
    }
    const std::size_t slot = plan.edge_number ? plan.edge_number->slot
                             : plan.tnt_id    ? plan.tnt_id->slot
                                              : 0;
    return rejected(
        {.reason = Reason::missing_field,
         .code = "missing_identifier",
         .message = "Mbox Edge Number: expected it, or a tntId that ends in its edge as in .35_0, "
                    "found neither in this "
                    "record",
         .field = static_cast<std::int32_t>(slot)}
    );
}

// The members of customer_ids.*.
class CustomerIds final : public MemberSink {
public:
    CustomerIds(std::size_t slot, std::vector<CustomerId>& ids) : slot_{slot}, ids_{ids} {}

    std::optional<Outcome> take_rejection() { return std::move(rejection_); }

    bool member(const Member& member) override {
        if (member.kind == Member::Kind::null ||
            (member.kind == Member::Kind::text && member.text.empty())) {
            return true;
        }
        Problem problem = integration_code_problem(member.name);
        if (!problem) {
            problem = id_problem(member);
        }
        if (problem) {
            rejection_ = rejected(
                {.reason = Reason::invalid_field,
                 .code = "bad_identifier",
                 .message = "a member of customer_ids.*: " + *problem,
                 .field = static_cast<std::int32_t>(slot_),
                 .member = std::string{member.name}}
            );
            return false;
        }
        ids_.push_back(
            {.integration_code = std::string{member.name}, .id = std::string{member.text}}
        );
        return true;
    }

private:
    static Problem id_problem(const Member& member) {
        const bool is_exact = member.kind == Member::Kind::text ||
                              (member.kind == Member::Kind::number &&
                               member.text.find_first_of(".eE") == std::string_view::npos);
        if (!is_exact || !sluice::is_utf8(member.text)) {
            return "expected text or a whole number, found something else";
        }
        return customer_id_problem(member.text);
    }

    std::size_t slot_;
    std::vector<CustomerId>& ids_;
    std::optional<Outcome> rejection_;
};

std::optional<Outcome> read_customer_id_members(
    std::size_t slot, const sluice_value& value, std::vector<CustomerId>& ids
) {
    if (value.type == SLUICE_T_ABSENT || value.type == SLUICE_T_NULL) {
        return std::nullopt;
    }
    CustomerIds members{slot, ids};
    if (value.type != SLUICE_T_JSON || !read_members(sluice::to_view(value), members)) {
        return rejected(
            {.reason = Reason::invalid_field,
             .code = "bad_identifier",
             .message = "customer_ids.*: expected an object, found something else; map it to one",
             .field = static_cast<std::int32_t>(slot)}
        );
    }
    return members.take_rejection();
}

std::optional<Outcome>
read_customer_ids(const VisitorPlan& plan, std::span<const sluice_value> values, Visitor& visitor) {
    visitor.customer_ids.clear();
    for (const CustomerIdSlot& mapped : plan.customer_ids) {
        std::string id;
        auto found = read_identifier(mapped.id, values, id);
        if (!found) {
            return std::move(found).error();
        }
        if (*found) {
            visitor.customer_ids.push_back(
                {.integration_code = mapped.integration_code, .id = std::move(id)}
            );
        }
    }
    if (plan.customer_id_members) {
        const std::size_t slot = *plan.customer_id_members;
        if (auto rejection = read_customer_id_members(slot, values[slot], visitor.customer_ids)) {
            return rejection;
        }
    }
    if (visitor.customer_ids.size() <= most_customer_ids) {
        return std::nullopt;
    }
    return rejected(
        {.reason = Reason::too_large,
         .code = "too_large",
         .message = "expected at most 50 customer ids, found " +
                    std::to_string(visitor.customer_ids.size())}
    );
}

}  // namespace

std::optional<Outcome>
read_visitor(const VisitorPlan& plan, std::span<const sluice_value> values, Visitor& visitor) {
    if (auto rejection = read_mandatory(plan.ecid, values, visitor.ecid)) {
        return rejection;
    }
    if (auto rejection = read_mandatory(plan.session_id, values, visitor.session_id)) {
        return rejection;
    }
    if (auto rejection = read_optional(plan.tnt_id, values, visitor.tnt_id)) {
        return rejection;
    }
    if (auto rejection = read_edge(plan, values, visitor)) {
        return rejection;
    }
    if (auto rejection = read_optional(plan.third_party_id, values, visitor.third_party_id)) {
        return rejection;
    }
    return read_customer_ids(plan, values, visitor);
}

}  // namespace adobe_target
