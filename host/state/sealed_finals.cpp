#include "host/state/sealed_finals.hpp"

#include <cstdint>

namespace host {
namespace {

constexpr std::size_t seal_bytes = 8;

class Fnv1a {
public:
    void add(unsigned char byte) { hash_ = (hash_ ^ byte) * 0x100000001b3U; }
    void add(std::string_view bytes) {
        for (const char c : bytes) {
            add(static_cast<unsigned char>(c));
        }
    }
    void add(std::uint64_t number) {
        for (unsigned shift = 0; shift < 64; shift += 8) {
            add(static_cast<unsigned char>(number >> shift));
        }
    }
    std::string bytes() const {
        std::string bytes;
        for (unsigned shift = 0; shift < 64; shift += 8) {
            bytes.push_back(static_cast<char>(hash_ >> shift));
        }
        return bytes;
    }

private:
    std::uint64_t hash_ = 0xcbf29ce484222325U;
};

std::string seal_of(std::string_view finals, const SealedPlace& place) {
    Fnv1a hash;
    hash.add(place.next.ordinal);
    hash.add(place.next.line);
    hash.add(place.next.end);
    hash.add(static_cast<unsigned char>(place.finished ? 1 : 0));
    hash.add(finals);
    return hash.bytes();
}

}  // namespace

std::string seal(std::string finals, const SealedPlace& place) {
    finals += seal_of(finals, place);
    return finals;
}

std::optional<std::string_view> unseal(std::string_view sealed, const SealedPlace& place) {
    if (sealed.size() < seal_bytes) {
        return std::nullopt;
    }
    const std::string_view finals = sealed.substr(0, sealed.size() - seal_bytes);
    const bool is_whole = seal_of(finals, place) == sealed.substr(finals.size());
    return is_whole ? std::optional{finals} : std::nullopt;
}

}  // namespace host
