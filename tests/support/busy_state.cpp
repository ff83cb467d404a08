#include "tests/support/busy_state.hpp"

#include <sqlite3.h>
#include <stdexcept>

namespace support {

void BusyState::Close::operator()(sqlite3* database) const {
    sqlite3_close_v2(database);  // rolls back
}

BusyState::BusyState(const std::string& directory) {
    constexpr int patience_ms = 5000;
    const std::string path = directory + "/state.db";
    sqlite3* opened = nullptr;
    const int result = sqlite3_open_v2(path.c_str(), &opened, SQLITE_OPEN_READWRITE, nullptr);
    database_.reset(opened);
    if (result != SQLITE_OK) {
        throw std::runtime_error{"expected a database at " + path + ", found none"};
    }
    sqlite3_busy_timeout(opened, patience_ms);
    if (sqlite3_exec(opened, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr) != SQLITE_OK) {
        throw std::runtime_error{path + ": " + sqlite3_errmsg(opened)};
    }
}

}  // namespace support
