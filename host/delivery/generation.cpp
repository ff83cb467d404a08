#include "host/delivery/generation.hpp"

namespace host {
namespace {

bool begins_alike(
    const SourceIdentity& known, const SourceIdentity& found, const HeadHash& head_hash
) {
    if (found.head_bytes == known.head_bytes) {
        return found.head_sha256 == known.head_sha256;
    }
    // It was shorter than the head when it was seen; shorter than that now, it is another file.
    return found.head_bytes > known.head_bytes && head_hash(known.head_bytes) == known.head_sha256;
}

// What differs, for people; "" for the same file.
std::string
difference(const KnownSource& known, const SourceIdentity& found, const HeadHash& head_hash) {
    if (found.inode != known.identity.inode) {
        return "it is another file (inode " + std::to_string(known.identity.inode) +
               " was expected, " + std::to_string(found.inode) + " was found)";
    }
    if (!begins_alike(known.identity, found, head_hash)) {
        return "its beginning changed (the first " + std::to_string(known.identity.head_bytes) +
               " bytes have another hash)";
    }
    if (found.size < known.read_bytes) {
        return "it is shorter than what was read of it (" + std::to_string(known.read_bytes) +
               " bytes were expected at least, " + std::to_string(found.size) + " were found)";
    }
    return "";
}

SourceDecision refused(const SourceIdentity& found, const std::string& difference) {
    return {
        SourceDecision::Kind::changed_unfinished,
        found.path + ": the last run did not finish this source, and now " + difference +
            "; put the old file back to go on, or run with --from-start to begin with the new "
            "one and leave the rest of the old one undelivered"};
}

}  // namespace

SourceDecision decide_source(
    const std::optional<KnownSource>& known, const SourceIdentity& found, const HeadHash& head_hash
) {
    using Kind = SourceDecision::Kind;
    if (!known || found.path == "-") {
        return {Kind::fresh, ""};
    }
    const std::string changed = difference(*known, found, head_hash);
    if (!changed.empty()) {
        return known->finished ? SourceDecision{Kind::fresh, ""} : refused(found, changed);
    }
    if (!known->finished) {
        return {Kind::resume, ""};
    }
    const bool is_same = found.size == known->read_bytes || found.size == known->identity.size;
    return {is_same ? Kind::already_done : Kind::grown, ""};
}

}  // namespace host
