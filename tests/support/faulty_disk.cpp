#include "tests/support/faulty_disk.hpp"

#include <csignal>
#include <new>
#include <sqlite3.h>
#include <stdexcept>
#include <string>
#include <string_view>

namespace support {
namespace {

using Kind = DiskFaults::Kind;

// SQLite gives the memory; the real file lies behind.
struct ShimFile {
    sqlite3_file base;
    FaultyDisk* disk;
    std::string* path;
    sqlite3_file* real;
};

ShimFile& shim(sqlite3_file* file) {
    return *reinterpret_cast<ShimFile*>(file);
}

const sqlite3_io_methods& real_methods(sqlite3_file* file) {
    return *shim(file).real->pMethods;
}

int result_of(Kind kind, DiskOperation operation) {
    switch (kind) {
    case Kind::none:
        return SQLITE_OK;
    case Kind::full:
        return SQLITE_FULL;
    case Kind::readonly:
        return SQLITE_READONLY;
    case Kind::kill:
        raise(SIGKILL);
        return SQLITE_IOERR;
    default:
        return operation == DiskOperation::write      ? SQLITE_IOERR_WRITE
               : operation == DiskOperation::truncate ? SQLITE_IOERR_TRUNCATE
               : operation == DiskOperation::sync     ? SQLITE_IOERR_FSYNC
                                                      : SQLITE_IOERR_DELETE;
    }
}

int close_file(sqlite3_file* file) {
    ShimFile& own = shim(file);
    const int result = own.real->pMethods->xClose(own.real);
    delete own.path;
    return result;
}

int read_file(sqlite3_file* file, void* to, int size, sqlite3_int64 offset) {
    return real_methods(file).xRead(shim(file).real, to, size, offset);
}

int write_file(sqlite3_file* file, const void* from, int size, sqlite3_int64 offset) {
    ShimFile& own = shim(file);
    const Kind kind = own.disk->meet(DiskOperation::write);
    const int written = kind == Kind::none ? size : kind == Kind::readonly ? 0 : size / 2;
    int result = SQLITE_OK;
    if (written != 0) {
        result = own.real->pMethods->xWrite(own.real, from, written, offset);
        own.disk->remember([&](UnsyncedBytes& bytes) {
            const std::string_view text{
                static_cast<const char*>(from), static_cast<std::size_t>(written)};
            bytes.wrote(*own.path, static_cast<std::uint64_t>(offset), text);
        });
    }
    return kind == Kind::none ? result : result_of(kind, DiskOperation::write);
}

int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
    ShimFile& own = shim(file);
    if (const Kind kind = own.disk->meet(DiskOperation::truncate); kind != Kind::none) {
        return result_of(kind, DiskOperation::truncate);
    }
    own.disk->remember([&](UnsyncedBytes& bytes) {
        bytes.cut(*own.path, static_cast<std::uint64_t>(size));
    });
    return own.real->pMethods->xTruncate(own.real, size);
}

int sync_file(sqlite3_file* file, int flags) {
    ShimFile& own = shim(file);
    if (const Kind kind = own.disk->meet(DiskOperation::sync); kind != Kind::none) {
        return result_of(kind, DiskOperation::sync);
    }
    if (own.disk->is_remembering()) {
        own.disk->remember([&](UnsyncedBytes& bytes) { bytes.synced(*own.path); });
        return SQLITE_OK;
    }
    return own.real->pMethods->xSync(own.real, flags);
}

int file_size(sqlite3_file* file, sqlite3_int64* size) {
    return real_methods(file).xFileSize(shim(file).real, size);
}
int lock_file(sqlite3_file* file, int level) {
    return real_methods(file).xLock(shim(file).real, level);
}
int unlock_file(sqlite3_file* file, int level) {
    return real_methods(file).xUnlock(shim(file).real, level);
}
int check_lock(sqlite3_file* file, int* held) {
    return real_methods(file).xCheckReservedLock(shim(file).real, held);
}
int control_file(sqlite3_file* file, int operation, void* argument) {
    return real_methods(file).xFileControl(shim(file).real, operation, argument);
}
int sector_size(sqlite3_file* file) {
    return real_methods(file).xSectorSize(shim(file).real);
}
int characteristics(sqlite3_file* file) {
    return real_methods(file).xDeviceCharacteristics(shim(file).real);
}
int map_shared(sqlite3_file* file, int page, int size, int extend, volatile void** to) {
    return real_methods(file).xShmMap(shim(file).real, page, size, extend, to);
}
int lock_shared(sqlite3_file* file, int offset, int count, int flags) {
    return real_methods(file).xShmLock(shim(file).real, offset, count, flags);
}
void order_shared(sqlite3_file* file) {
    real_methods(file).xShmBarrier(shim(file).real);
}
int unmap_shared(sqlite3_file* file, int deletes) {
    return real_methods(file).xShmUnmap(shim(file).real, deletes);
}

// Version 2: with a write-ahead log, and nothing mapped, so that every byte comes through here.
constexpr sqlite3_io_methods methods{
    2,
    close_file,
    read_file,
    write_file,
    truncate_file,
    sync_file,
    file_size,
    lock_file,
    unlock_file,
    check_lock,
    control_file,
    sector_size,
    characteristics,
    map_shared,
    lock_shared,
    order_shared,
    unmap_shared,
    nullptr,
    nullptr};

FaultyDisk& disk_of(sqlite3_vfs* vfs) {
    return *static_cast<FaultyDisk*>(vfs->pAppData);
}

std::string content(sqlite3_file* real) {
    sqlite3_int64 size = 0;
    real->pMethods->xFileSize(real, &size);
    std::string bytes(static_cast<std::size_t>(size), '\0');
    if (size != 0) {
        real->pMethods->xRead(real, bytes.data(), static_cast<int>(size), 0);
    }
    return bytes;
}

int open_file(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* flags_out) {
    FaultyDisk& disk = disk_of(vfs);
    ShimFile& own = shim(file);
    own = {{nullptr}, &disk, nullptr, reinterpret_cast<sqlite3_file*>(&own + 1)};
    if (disk.present() == Kind::readonly && (flags & SQLITE_OPEN_READWRITE) != 0) {
        if ((flags & SQLITE_OPEN_MAIN_DB) == 0) {
            return SQLITE_CANTOPEN;
        }
        constexpr int writing = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
        flags = (flags & ~writing) | SQLITE_OPEN_READONLY;
    }
    const int result = disk.real().xOpen(&disk.real(), name, own.real, flags, flags_out);
    if (own.real->pMethods == nullptr) {
        return result;
    }
    own.base.pMethods = &methods;
    own.path = new std::string{name == nullptr ? "" : name};
    if (result == SQLITE_OK) {
        disk.remember([&](UnsyncedBytes& bytes) { bytes.opened(*own.path, content(own.real)); });
    }
    return result;
}

int delete_file(sqlite3_vfs* vfs, const char* name, int syncs) {
    FaultyDisk& disk = disk_of(vfs);
    if (const Kind kind = disk.meet(DiskOperation::remove); kind != Kind::none) {
        return result_of(kind, DiskOperation::remove);
    }
    disk.remember([&](UnsyncedBytes& bytes) { bytes.removed(name); });
    return disk.real().xDelete(&disk.real(), name, syncs);
}

int access_file(sqlite3_vfs* vfs, const char* name, int flags, int* out) {
    return disk_of(vfs).real().xAccess(&disk_of(vfs).real(), name, flags, out);
}
int full_path(sqlite3_vfs* vfs, const char* name, int size, char* out) {
    return disk_of(vfs).real().xFullPathname(&disk_of(vfs).real(), name, size, out);
}
int randomness(sqlite3_vfs* vfs, int size, char* out) {
    return disk_of(vfs).real().xRandomness(&disk_of(vfs).real(), size, out);
}
int sleep_for(sqlite3_vfs* vfs, int microseconds) {
    return disk_of(vfs).real().xSleep(&disk_of(vfs).real(), microseconds);
}
int last_error(sqlite3_vfs* vfs, int size, char* out) {
    return disk_of(vfs).real().xGetLastError(&disk_of(vfs).real(), size, out);
}
int present_time(sqlite3_vfs* vfs, sqlite3_int64* out) {
    return disk_of(vfs).real().xCurrentTimeInt64(&disk_of(vfs).real(), out);
}

}  // namespace

FaultyDisk::FaultyDisk(Memory memory)
    : memory_{memory}, real_{sqlite3_vfs_find(nullptr)}, vfs_{std::make_unique<sqlite3_vfs>()} {
    sqlite3_vfs& vfs = *vfs_;
    vfs.iVersion = 2;
    vfs.szOsFile = static_cast<int>(sizeof(ShimFile)) + real_->szOsFile;
    vfs.mxPathname = real_->mxPathname;
    vfs.zName = "faulty-disk";
    vfs.pAppData = this;
    vfs.xOpen = open_file;
    vfs.xDelete = delete_file;
    vfs.xAccess = access_file;
    vfs.xFullPathname = full_path;
    vfs.xRandomness = randomness;
    vfs.xSleep = sleep_for;
    vfs.xGetLastError = last_error;
    vfs.xCurrentTimeInt64 = present_time;
    if (sqlite3_vfs_register(&vfs, 1) != SQLITE_OK) {
        throw std::runtime_error{"SQLite takes no VFS"};
    }
}

FaultyDisk::~FaultyDisk() {
    sqlite3_vfs_unregister(vfs_.get());
    sqlite3_vfs_register(real_, 1);
}

void FaultyDisk::fail(DiskFaults faults) {
    const std::lock_guard lock{mutex_};
    counter_ = DiskFaultCounter{std::move(faults)};
}

std::uint64_t FaultyDisk::operations() const {
    const std::lock_guard lock{mutex_};
    return counter_.operations();
}

std::uint64_t FaultyDisk::failed() const {
    const std::lock_guard lock{mutex_};
    return counter_.failed();
}

void FaultyDisk::lose_power(std::uint64_t seed) {
    const std::lock_guard lock{mutex_};
    unsynced_.lose(seed);
}

Kind FaultyDisk::meet(DiskOperation operation) {
    const std::lock_guard lock{mutex_};
    return counter_.meet(operation);
}

Kind FaultyDisk::present() const {
    const std::lock_guard lock{mutex_};
    return counter_.present();
}

}  // namespace support
