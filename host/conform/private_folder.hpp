// An empty folder of a check's own, removed with all that is in it. Parent's thread.
#pragma once

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <system_error>

namespace host {

class PrivateFolder {
public:
    // Throws std::system_error if none can be made.
    PrivateFolder()
        : path_{(std::filesystem::temp_directory_path() / "sluice-conform-XXXXXX").string()} {
        if (mkdtemp(path_.data()) == nullptr) {
            throw std::system_error{errno, std::generic_category(), "a temporary folder"};
        }
    }
    PrivateFolder(const PrivateFolder&) = delete;
    PrivateFolder& operator=(const PrivateFolder&) = delete;
    ~PrivateFolder() {
        std::error_code ignored;  // the check has ended: what it left behind is nobody's
        std::filesystem::remove_all(path_, ignored);
    }

    const std::string& path() const { return path_; }

private:
    std::string path_;
};

}  // namespace host
