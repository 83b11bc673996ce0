# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# Lets a build of images run another architecture's programs, and has its JDK from Debian's packages, which are unpacked and
# not installed. Sourced by images.sh, whose CACHE and ARCH it uses.

BINFMT=$ROOT/proc/sys/fs/binfmt_misc
# A build's own, so that another one's end does not take it away.
EMULATOR=kernscale-$$

# Programs of that machine run from here on: by what the machine has registered, or by an emulator that this build registers.
emulate() {
  mount_binfmt "$1"
  if is_emulated "$1"; then
    return
  fi
  unpack_qemu "$1"
  say "registering qemu for programs of $1 until the images are built"
  register_qemu "$1" 2>/dev/null ||
    refuse "programs for $1 cannot be emulated: the kernel does not let this process register qemu in $BINFMT; build on such a machine, or as root outside of a container."
}

mount_binfmt() {
  [ ! -e "$BINFMT/register" ] || return 0
  mount -t binfmt_misc binfmt_misc "$BINFMT" 2>/dev/null ||
    refuse "programs for $1 cannot be emulated: the kernel's binfmt_misc is not in $BINFMT and cannot be mounted there; load it (modprobe binfmt_misc) outside of a container, or build on such a machine."
  BINFMT_MOUNTED=1
}

# How an ELF file of 64 bits begins on that machine, as hexadecimal digits.
elf_magic() {
  case $1 in
    aarch64) echo 7f454c460201010000000000000000000200b700 ;;
    x86_64) echo 7f454c4602010100000000000000000002003e00 ;;
  esac
}

# F: the kernel holds the emulator open, so that it is there in an image's file system too.
is_emulated() {
  local entry
  for entry in "$BINFMT"/*; do
    case $entry in */kernscale-* | */register | */status) continue ;; esac
    if grep -qsx enabled "$entry" && grep -qs '^flags: .*F' "$entry" && grep -qs "^magic $(elf_magic "$1")$" "$entry"; then
      return 0
    fi
  done
  return 1
}

# Type and version's rest are not compared: a program that may stand anywhere in memory has another type.
register_qemu() {
  local magic mask='\xff\xff\xff\xff\xff\xff\xff\x00\xff\xff\xff\xff\xff\xff\xff\xff\xfe\xff\xff\xff'
  magic=$(elf_magic "$1" | sed 's/../\\x&/g')
  printf '%s' ":$EMULATOR:M::$magic:$mask:$CACHE/qemu-trixie/qemu-$1:F" >"$BINFMT/register"
}

end_emulation() {
  [ ! -e "$BINFMT/$EMULATOR" ] || echo -1 >"$BINFMT/$EMULATOR"
  # Not while somebody else has registered something there in the meantime.
  if [ -n "${BINFMT_MOUNTED:-}" ] && [ "$(ls "$BINFMT" | wc -l)" = 2 ]; then
    umount "$BINFMT"
  fi
}

# Debian 13's whatever this machine has: it is linked statically, and older ones are slower.
unpack_qemu() {
  local qemu=$CACHE/qemu-trixie
  [ ! -x "$qemu/qemu-$1" ] || return 0
  unpack qemu-user "$(this_arch)"
  mkdir -p "$qemu"
  mv "$UNPACKED/usr/bin/qemu-$1" "$qemu/"
  rm -rf "$UNPACKED"
}

# Kept, as a base of Debian's packages is, so that a second build has the same one.
unpack_jdk() {
  JDK=$CACHE/jdk-trixie-$ARCH
  [ ! -d "$JDK" ] || return 0
  unpack openjdk-25-jdk-headless "$ARCH"
  keep_links_inside "$UNPACKED" "usr/lib/jvm/java-25-openjdk-$ARCH"
  mv "$UNPACKED/usr/lib/jvm/java-25-openjdk-$ARCH" "$JDK"
  rm -rf "$UNPACKED"
}

# The package's configuration stands in /etc, and would be this machine's. What leads nowhere is made by an installation: the
# certificates, of which jlink takes those that come with the module.
keep_links_inside() {
  local root=$1 link target
  find "$root/$2" -type l -lname '/*' | while read -r link; do
    target=$root$(readlink "$link")
    rm "$link"
    [ ! -e "$target" ] || cp "$target" "$link"
  done
}

# Sets UNPACKED to a folder with the package and what it needs, of any architecture.
unpack() {
  UNPACKED=$CACHE/unpacked
  rm -rf "$UNPACKED"
  command -v mmdebstrap >/dev/null || install_packages mmdebstrap "to unpack Debian's packages"
  say "unpacking Debian's $1 for $2"
  mmdebstrap --quiet --variant=extract --architectures="$2" --include="$1" trixie "$UNPACKED" >"$CACHE/unpack.log" 2>&1 ||
    refuse "Debian's $1 for $2 cannot be had; mmdebstrap's last words: $(tail -n 1 "$CACHE/unpack.log") (all of them: $CACHE/unpack.log)"
}
