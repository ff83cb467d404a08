// The records of one pipeline and what each update of them owes: the obligations that the judges
// hold against the ledger. Made from a plan; pure.
#pragma once

#include "tests/chaos/chance.hpp"
#include "tests/chaos/plan.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace chaos {

// How an update has to end.
enum class Duty : std::uint8_t {
    deliver,
    filter,         // by `where`
    reject_unsent,  // nothing of it may arrive
    refuse,         // the far side says no
};

struct Update {
    std::size_t record = 0;  // of the pipeline's file, from 0
    std::uint32_t sub = 0;   // of the record
    std::string user;        // "" if the record names none that can be used
    Duty duty = Duty::deliver;
    std::string reason;                             // of its reject
    std::map<std::string, std::string> attributes;  // that have to arrive
};

// All that one pipeline reads.
struct Load {
    std::string pipeline;  // also the attribute that holds each record's mark
    std::string file;      // its name
    std::string text;
    std::vector<std::size_t> lines;  // the line at which each record begins, from 1
    std::vector<Update> updates;     // in the order of the source

    std::size_t records() const { return lines.size(); }
};

// `alpha-17`: what names record 17 of pipeline alpha on its whole way.
std::string mark_of(const std::string& pipeline, std::size_t record);

// The user whose updates the sandbox refuses.
extern const std::string refused_user;

Load make_load(const LoadPlan& plan, Chance& chance);

}  // namespace chaos
