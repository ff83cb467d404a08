#include "host/conform/check/load.hpp"
#include "host/conform/check_run.hpp"
#include "host/conform/elf_facts.hpp"

#include <sluice/destination.h>

#include <filesystem>
#include <fstream>
#include <set>

namespace host {
namespace {

constexpr std::size_t most_named = 10;  // of what is too much, in the evidence

std::string names(const std::vector<std::string>& all) {
    std::string text;
    for (std::size_t i = 0; i < all.size() && i < most_named; ++i) {
        text += (i == 0 ? "" : ", ") + all[i];
    }
    return all.size() > most_named
               ? text + " and " + std::to_string(all.size() - most_named) + " more"
               : text;
}

void judge_exports(const ElfFacts& facts, Evidence& evidence) {
    std::set<std::string> missing{SLUICE_ENTRY_SYMBOL, SLUICE_MANIFEST_SYMBOL};
    std::vector<std::string> too_much;
    for (const std::string& name : facts.exports) {
        // A second major version of the ABI may stand beside the first.
        const bool is_ours =
            name.starts_with("sluice_destination_v") || name.starts_with("sluice_manifest_v");
        if (!is_ours) {
            too_much.push_back(name);
        }
        missing.erase(name);
    }
    for (const std::string& name : missing) {
        evidence.fail("expected it to export " + name + ", found no such symbol");
    }
    evidence.expect(
        too_much.empty(),
        "expected no other exported symbol, found " + std::to_string(too_much.size()) + ": " +
            names(too_much)
    );
    evidence.expect(
        facts.unique.empty(),
        "expected no GNU-unique symbol, found " + std::to_string(facts.unique.size()) + ": " +
            names(facts.unique)
    );
}

}  // namespace

void check_load_exports(CheckRun& run) {
    const std::string& path = run.order().plugin;
    std::ifstream file{path, std::ios::binary};
    std::string bytes(std::filesystem::file_size(path), '\0');
    file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    const auto facts = elf_facts(bytes);
    if (!facts) {
        return run.evidence().fail(facts.error().text);
    }
    run.evidence().expect(
        !facts->has_executable_stack,
        "expected a stack that is not executable (PT_GNU_STACK without X)"
    );
    run.evidence().expect(
        !facts->has_text_relocations,
        "expected no text relocations (DT_TEXTREL), found them: build with -fPIC"
    );
    if (facts->is_sanitized()) {
        return run.evidence().skip(
            "the library was built with a sanitizer, which exports symbols of its own"
        );
    }
    judge_exports(*facts, run.evidence());
}

}  // namespace host
