#include "adobe_target/observations.hpp"

#include <charconv>
#include <string>

namespace adobe_target {

Observations::Observations(sluice::Host host) : host_{host} {
    empty_ = host_.metric(
        SLUICE_M_COUNTER,
        "empty_attributes_dropped",
        "1",
        "Null or empty attributes, which Adobe ignores"
    );
    refused_ = host_.metric(
        SLUICE_M_COUNTER, "bad_attributes_dropped", "1", "Attributes that Adobe would refuse"
    );
    executed_ = host_.metric(
        SLUICE_M_COUNTER,
        "billable_calls",
        "1",
        "Mboxes and page loads executed by Delivery requests"
    );
    unusual_ecid_ = oddity("unusual_ecids", "ECIDs without 38 digits");
    edges_differ_ = oddity("edge_numbers_overruled", "Edge numbers that are not the tntId's");
    session_clash_ =
        oddity("session_clashes", "Session ids used for two visitors, or the other way round");
    activity_served_ =
        oddity("activities_served", "Delivery replies that hold an activity's content");
    edge_moved_ =
        oddity("edges_moved", "Delivery replies that name another edge than the one used");
    tnt_id_moved_ =
        oddity("tnt_ids_moved", "Delivery replies that name another tntId than the one sent");
}

Observations::Oddity Observations::oddity(std::string_view name, std::string_view help) const {
    return {.metric = host_.metric(SLUICE_M_COUNTER, name, "1", help), .is_said = false};
}

void Observations::count(Oddity& oddity, std::string_view warning) {
    host_.add(oddity.metric, 1);
    if (!oddity.is_said) {
        oddity.is_said = true;
        host_.log(sluice::LogLevel::warn, warning);
    }
}

void Observations::tell() {
    const AttributeTally::Count& total = left_out_.total();
    if (total.empty != told_.empty) {
        host_.add(empty_, static_cast<double>(total.empty - told_.empty));
    }
    if (total.refused != told_.refused) {
        host_.add(refused_, static_cast<double>(total.refused - told_.refused));
    }
    told_ = total;
}

void Observations::executed(std::size_t calls) {
    host_.add(executed_, static_cast<double>(calls));
}

void Observations::unusual_ecid() {
    count(
        unusual_ecid_,
        "an ECID has not 38 digits: it may be cut or come from elsewhere; counted as unusual_ecids"
    );
}

void Observations::edges_differ() {
    count(
        edges_differ_,
        "a mapped edge number is not the one that the tntId ends in, which is used; counted as "
        "edge_numbers_overruled"
    );
}

void Observations::session_clash() {
    count(
        session_clash_,
        "a session id came with two ECIDs, or an ECID with two session ids, within 30 minutes: "
        "Adobe calls what follows "
        "unpredictable; counted as session_clashes"
    );
}

void Observations::activity_served() {
    count(
        activity_served_,
        "an activity listens to the mbox that carries the attributes, so its reports count these "
        "calls: choose another mbox; "
        "counted as activities_served"
    );
}

void Observations::tnt_id_moved() {
    count(
        tnt_id_moved_,
        "Adobe knows a visitor by another tntId than the one sent; counted as tnt_ids_moved"
    );
}

void Observations::edge_moved(std::string_view edge_number, std::string_view used_host) {
    host_.add(edge_moved_.metric, 1);
    std::size_t number = 0;
    std::from_chars(edge_number.data(), edge_number.data() + edge_number.size(), number);
    if (number < edges_said_.size() && !edges_said_.test(number)) {
        edges_said_.set(number);
        host_.log(
            sluice::LogLevel::warn,
            "Adobe answered from another edge than the one asked: the mapped edge number is not "
            "the visitor's, so attributes "
            "may not reach the running session; counted as edges_moved",
            {"asked", used_host}
        );
    }
}

void Observations::say_left_out() const {
    for (const auto& [name, count] : left_out_.by_name()) {
        host_.log(
            sluice::LogLevel::info,
            "attribute left out",
            {"attribute",
             name,
             "empty",
             std::to_string(count.empty),
             "refused",
             std::to_string(count.refused)}
        );
    }
}

}  // namespace adobe_target
