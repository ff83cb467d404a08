// Any bytes as a plugin's file, which is read before it is trusted and never loaded.
#include "host/plugin/elf_file.hpp"
#include "tests/fuzz/expect.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto found = host::parse_elf(fuzz::as_text(data, size));
    if (!found) {
        fuzz::expect(!found.error().text.empty(), "a refusal says why");
        return 0;
    }
    if (found->manifest) {
        fuzz::expect(found->manifest->size() < size, "a manifest is a part of the file");
        fuzz::expect(
            found->manifest->find('\0') == std::string::npos, "a manifest ends at its NUL"
        );
    }
    return 0;
}
