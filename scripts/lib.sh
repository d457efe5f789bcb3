# Shared by the scripts: installing what is missing. Sourced, not run.

say() { printf '%s\n' "$*" >&2; }

# Installs the Debian packages among the arguments that are not there: with apt-get as root or through sudo, else it
# prints the line to run and fails.
need_packages() {
    local missing=() package
    for package in "$@"; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
    done
    [ ${#missing[@]} -eq 0 ] && return
    local install=(apt-get install -y --no-install-recommends "${missing[@]}")
    if [ "$(id -u)" -eq 0 ]; then
        say "installing: ${missing[*]}"
        { apt-get update -q && DEBIAN_FRONTEND=noninteractive "${install[@]}"; } >/dev/null
    elif command -v sudo >/dev/null; then
        say "installing: ${missing[*]}"
        { sudo apt-get update -q && sudo DEBIAN_FRONTEND=noninteractive "${install[@]}"; } >/dev/null
    else
        say "these packages are missing; run as root:"
        say "  ${install[*]}"
        exit 2
    fi
}

need_swift() {
    command -v swift >/dev/null || {
        say "there is no swift on the PATH: install Swift 6.2 or later (6.3 is what this is tested with)"
        exit 2
    }
}
