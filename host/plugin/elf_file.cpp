#include "host/plugin/elf_file.hpp"

#include <sluice/destination.h>

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <elf.h>
#include <span>
#include <string_view>
#include <sys/mman.h>
#include <sys/stat.h>

namespace host {
namespace {

constexpr std::size_t max_file_bytes = 64 << 20;
constexpr std::string_view entry_prefix = "sluice_destination_v";

// `count` objects of T at `offset`; none if they do not all lie within the file.
template <class T>
std::vector<T> table_at(std::string_view file, std::uint64_t offset, std::uint64_t count) {
    if (count == 0 || offset > file.size() || count > (file.size() - offset) / sizeof(T)) {
        return {};
    }
    std::vector<T> table(count);
    std::memcpy(table.data(), file.data() + offset, count * sizeof(T));
    return table;
}

// Text at `offset` of a string table, up to its NUL.
std::string_view name_at(std::string_view strings, std::uint64_t offset) {
    if (offset >= strings.size()) {
        return {};
    }
    const std::string_view rest = strings.substr(offset);
    const std::size_t end = rest.find('\0');
    return end == std::string_view::npos ? std::string_view{} : rest.substr(0, end);
}

std::string_view section_bytes(std::string_view file, const Elf64_Shdr& section) {
    if (section.sh_offset > file.size() || section.sh_size > file.size() - section.sh_offset) {
        return {};
    }
    return file.substr(section.sh_offset, section.sh_size);
}

// The bytes of a symbol that lies in the file image of a loaded segment.
std::string_view
symbol_bytes(std::string_view file, std::span<const Elf64_Phdr> segments, const Elf64_Sym& symbol) {
    for (const Elf64_Phdr& segment : segments) {
        if (segment.p_type != PT_LOAD || symbol.st_value < segment.p_vaddr) {
            continue;
        }
        const std::uint64_t within = symbol.st_value - segment.p_vaddr;
        if (within > segment.p_filesz || symbol.st_size > segment.p_filesz - within) {
            continue;
        }
        const std::uint64_t offset = segment.p_offset + within;
        if (offset <= file.size() && symbol.st_size <= file.size() - offset) {
            return file.substr(offset, symbol.st_size);
        }
    }
    return {};
}

void note_symbol(
    std::string_view file,
    std::span<const Elf64_Phdr> segments,
    std::string_view name,
    const Elf64_Sym& symbol,
    ElfFile& found
) {
    if (name == SLUICE_MANIFEST_SYMBOL) {
        const std::string_view bytes = symbol_bytes(file, segments, symbol);
        found.manifest = std::string{bytes.substr(0, bytes.find('\0'))};
        return;
    }
    if (name.starts_with(entry_prefix)) {
        const std::string_view digits = name.substr(entry_prefix.size());
        int version = 0;
        const auto [end, error] =
            std::from_chars(digits.data(), digits.data() + digits.size(), version);
        if (error == std::errc{} && end == digits.data() + digits.size()) {
            found.entry_versions.push_back(version);
        }
    }
}

bool is_elf64(const Elf64_Ehdr& header) {
    return std::memcmp(header.e_ident, ELFMAG, SELFMAG) == 0 &&
           header.e_ident[EI_CLASS] == ELFCLASS64 && header.e_ident[EI_DATA] == ELFDATA2LSB;
}

}  // namespace

sluice::Result<ElfFile, Problem> parse_elf(std::string_view file) {
    const auto headers = table_at<Elf64_Ehdr>(file, 0, 1);
    if (headers.empty() || !is_elf64(headers.front())) {
        return Problem{"expected a 64-bit shared library (ELF), found another kind of file"};
    }
    const Elf64_Ehdr& header = headers.front();
    const auto segments = table_at<Elf64_Phdr>(file, header.e_phoff, header.e_phnum);
    const auto sections = table_at<Elf64_Shdr>(file, header.e_shoff, header.e_shnum);
    ElfFile found;
    for (const Elf64_Shdr& section : sections) {
        if (section.sh_type != SHT_DYNSYM || section.sh_link >= sections.size()) {
            continue;
        }
        const std::string_view strings = section_bytes(file, sections[section.sh_link]);
        const auto symbols =
            table_at<Elf64_Sym>(file, section.sh_offset, section.sh_size / sizeof(Elf64_Sym));
        for (const Elf64_Sym& symbol : symbols) {
            if (symbol.st_shndx != SHN_UNDEF) {
                note_symbol(file, segments, name_at(strings, symbol.st_name), symbol, found);
            }
        }
        return found;
    }
    return Problem{"expected a shared library with a dynamic symbol table, found none"};
}

sluice::Result<ElfFile, Problem> read_elf(int fd) {
    struct stat status {};
    if (fstat(fd, &status) != 0 || status.st_size <= 0) {
        return Problem{"expected a shared library, found an empty or unreadable file"};
    }
    const auto size = static_cast<std::size_t>(status.st_size);
    if (size > max_file_bytes) {
        return Problem{"expected a shared library of at most 64 MiB, found a larger file"};
    }
    void* mapped = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (mapped == MAP_FAILED) {  // NOLINT(performance-no-int-to-ptr): the macro is a cast
        return Problem{"expected a readable shared library; it cannot be mapped"};
    }
    auto found = parse_elf({static_cast<const char*>(mapped), size});
    munmap(mapped, size);
    return found;
}

}  // namespace host
