/* The manifest as a symbol of its own, so that a host can read it from the file without loading it. plugin.go embeds the
 * same file, which is how `go build` learns that it has changed. */
    .section .rodata
    .globl sluice_manifest_v1
    .type sluice_manifest_v1, %object
sluice_manifest_v1:
    .incbin "manifest.json"
    .byte 0
    .size sluice_manifest_v1, . - sluice_manifest_v1

    .section .note.GNU-stack, "", %progbits
