#!/usr/bin/env bash
# Makes this machine a Turnout server and a kiosk, or one of the two. Run it again to update; it
# changes only what differs, and never an event file that is there. README.md beside it tells the whole way.
set -euo pipefail

HERE=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
CHECKOUT=$(cd -- "$HERE/../.." && pwd)
readonly HERE CHECKOUT
readonly RELEASES=/opt/turnout/releases # one virtual environment a release, named for what is in it
readonly CURRENT=/opt/turnout/current   # a link to the release in use
readonly STATE=/var/lib/turnout
readonly EVENT=$STATE/event.db
readonly SETTINGS=/etc/turnout
readonly POLICIES=/etc/chromium/policies/managed
readonly UNITS=/etc/systemd/system
readonly SERVER_ADDRESS=http://localhost:8080 # what this machine's kiosk opens, as kiosk.env has it here
readonly AGENT_ADDRESS=http://localhost:8090  # what it opens where the server is another machine

readonly RELEASE_PACKAGES=(python3 python3-venv ca-certificates curl libfribidi0 fontconfig fonts-noto-core fonts-noto-cjk)
# Without xwayland cage ends at once; without libpam-systemd and udev it is given neither screen nor touch.
readonly KIOSK_PACKAGES=(cage xwayland chromium dbus libpam-systemd udev)

wheel=
wheelhouse=
event=
with_demo=false
with_server=true
with_kiosk=true
server_changed=false
agent_changed=false
kiosk_changed=false

usage() {
    cat <<'TEXT'
Usage: sudo deploy/raspi/install.sh [options]

  --wheel FILE      Install this turnout-*.whl. Without it, `make build` makes one from this checkout.
  --wheelhouse DIR  Take the dependencies from DIR instead of the internet.
  --event FILE      Begin with a copy of this event file, if the machine has none yet.
  --demo            Begin with the demo event, if the machine has none yet. Its passwords are no secret.
  --server-only     No kiosk on this machine's own screen.
  --kiosk-only      No server on this machine: its kiosk uses one in the network.
  --packages        Name the Debian packages that are needed, and change nothing.
  --help            Show this text.
TEXT
}

say() { printf '%s\n' "$*"; }

# fail WHAT REMEDY
fail() {
    printf '\n%s\n%s\n' "$1" "$2" >&2
    exit 1
}

read_options() {
    while (($#)); do
        case $1 in
            --wheel | --wheelhouse | --event)
                (($# > 1)) || fail "$1 needs a name after it." "$0 --help shows all options."
                printf -v "${1#--}" '%s' "$(realpath -m -- "$2")"
                shift
                ;;
            --demo) with_demo=true ;;
            --server-only) with_kiosk=false ;;
            --kiosk-only) with_server=false ;;
            --packages) list_packages=true ;;
            --help)
                usage
                exit
                ;;
            *) fail "There is no option $1." "$0 --help shows those there are." ;;
        esac
        shift
    done
}

needed_packages() {
    printf '%s\n' "${RELEASE_PACKAGES[@]}"
    if $with_kiosk; then printf '%s\n' "${KIOSK_PACKAGES[@]}"; fi
}

check_machine() {
    ((EUID == 0)) || fail "This must run as root." "Try again with sudo in front."
    [[ -d /run/systemd/system ]] || fail "This machine was not started by systemd." \
        "Use Debian 12 or 13, or Raspberry Pi OS, on a machine or in a container that boots."
    command -v apt-get >/dev/null || fail "There is no apt-get here." "Use Debian 12 or 13, or Raspberry Pi OS."
    case $(dpkg --print-architecture) in
        arm64 | amd64) ;;
        *) fail "This is a 32-bit system; the programs needed are made for 64 bits." \
            "Write the 64-bit Raspberry Pi OS Lite on the card." ;;
    esac
    if $with_kiosk && systemctl is-enabled --quiet display-manager.service 2>/dev/null; then
        fail "A desktop has the screen that the kiosk needs." \
            "Use Raspberry Pi OS Lite; or run 'sudo systemctl disable display-manager' and restart; or add --server-only."
    fi
}

check_choice() {
    $with_server || $with_kiosk || fail "--server-only and --kiosk-only leave nothing to install." "Name one of them, or neither for both."
    $with_server || [[ -z $event ]] || fail "A machine that is a kiosk only has no event." \
        "Leave --event out: the event belongs on its server."
    $with_server || ! $with_demo || fail "A machine that is a kiosk only has no event." \
        "Leave --demo out: the event belongs on its server."
}

# A word too few or too many must neither end a server that others use, nor take a kiosk from its server.
check_what_is_here() {
    if ! $with_server && systemctl is-enabled --quiet turnout.service 2>/dev/null; then
        fail "This machine is a server, and others may use it." \
            "To make it a kiosk only, run 'sudo systemctl disable --now turnout' and then this again; $EVENT stays where it is."
    fi
    if $with_server && systemctl is-enabled --quiet turnout-kiosk-agent.service 2>/dev/null; then
        fail "This machine is a kiosk only." \
            "Add --kiosk-only; or, to make it a server, run 'sudo systemctl disable --now turnout-kiosk-agent' and then this again."
    fi
}

check_files() {
    [[ -z $wheel || -f $wheel ]] || fail "There is no file $wheel." "Check the name after --wheel."
    [[ -z $wheelhouse || -d $wheelhouse ]] || fail "There is no folder $wheelhouse." "Check the name after --wheelhouse."
    [[ -z $event || -f $event ]] || fail "There is no file $event." "Check the name after --event."
    [[ -z $event ]] || ! $with_demo || fail "--event and --demo are two different events." "Name one of them."
    [[ -f $CHECKOUT/requirements.lock ]] || fail "There is no $CHECKOUT/requirements.lock." \
        "Run install.sh from a whole checkout of Turnout, where it lies in deploy/raspi."
}

install_packages() {
    local package missing=()
    for package in $(needed_packages); do
        # shellcheck disable=SC2016  # dpkg-query's own format, not the shell's
        [[ $(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null) == installed ]] ||
            missing+=("$package")
    done
    ((${#missing[@]})) || return 0
    say "Installing ${missing[*]}"
    # A list that is a little old mostly still serves, and a venue may have no internet: go on and see.
    apt-get update --quiet=2 || say "The list of packages could not be renewed; going on with the one that is here."
    DEBIAN_FRONTEND=noninteractive apt-get install --quiet=2 --yes --no-install-recommends "${missing[@]}" ||
        fail "Debian packages are missing, and could not be installed." \
            "Connect the machine to the internet once, and run this again."
}

# make_user NAME HOME GROUPS
make_user() {
    id --user "$1" >/dev/null 2>&1 ||
        useradd --system --user-group --home-dir "$2" --no-create-home --shell /usr/sbin/nologin "$1"
    [[ -z $3 ]] || usermod --append --groups "$3" "$1"
}

# place SOURCE TARGET MODE: true when TARGET was not the same before. Asked as a condition, where bash lets
# errors pass: so a failure must end the script here, or it would look like "nothing to do".
place() {
    if cmp --silent -- "$1" "$2"; then return 1; fi
    install -D --mode="$3" --no-target-directory -- "$1" "$2" || fail "$2 could not be written." "Look whether the disk is full: df -h"
    say "Wrote $2"
}

# keep_or_place SOURCE TARGET MODE: settings of this machine outlast updates.
keep_or_place() {
    if [[ -e $2 ]]; then return 1; fi
    place "$1" "$2" "$3"
}

build_wheel() {
    local owner
    owner=$(stat --format=%U "$CHECKOUT")
    say "Building the wheel as $owner"
    # As root it would leave files in the checkout that its owner cannot replace.
    runuser --user "$owner" -- make --directory="$CHECKOUT" --silent build ||
        fail "The wheel could not be built." "See the lines above; or name one that is built already with --wheel."
    wheel=$(find "$CHECKOUT/dist" -name 'turnout-*.whl' -printf '%T@ %p\n' | sort --numeric-sort | tail --lines=1 | cut --delimiter=' ' --fields=2-)
    [[ -n $wheel ]] || fail "'make build' left no wheel in $CHECKOUT/dist." "Name one with --wheel."
}

install_release() {
    local id release pip_options=(--quiet --disable-pip-version-check --no-cache-dir)
    # The Python's version is part of it: after a Debian upgrade an environment of the old one is no use.
    id=$({ sha256sum <"$wheel" && sha256sum <"$CHECKOUT/requirements.lock" && python3 --version; } | sha256sum | cut --bytes=-12)
    release=$RELEASES/$id
    if [[ $(readlink "$CURRENT") == "$release" ]]; then return; fi
    python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
        fail "Turnout needs Python 3.11 or later; this is $(python3 --version)." "Use Debian 12 or later."
    say "Installing $(basename "$wheel")"
    if [[ -n $wheelhouse ]]; then pip_options+=(--no-index --find-links "$wheelhouse"); fi
    rm --recursive --force -- "$release" # what an installation that was cut off has left
    python3 -m venv "$release"
    "$release/bin/pip" install "${pip_options[@]}" --only-binary :all: --require-hashes --requirement "$CHECKOUT/requirements.lock" ||
        fail "The dependencies could not be installed; what ran before still runs." \
            "Connect the machine to the internet once, or bring them along with --wheelhouse."
    "$release/bin/pip" install "${pip_options[@]}" --no-deps --no-index "$wheel" ||
        fail "$wheel could not be installed; what ran before still runs." "Build it again with 'make build'."
    "$release/bin/turnout" --version >/dev/null
    switch_to "$release"
}

# switch_to RELEASE: in one rename, so that a power cut leaves either the old one or the new one.
switch_to() {
    local previous old
    previous=$(readlink "$CURRENT" || true)
    sync --file-system "$1"
    ln --symbolic --force --no-dereference -- "$1" "$CURRENT.new"
    mv --no-target-directory -- "$CURRENT.new" "$CURRENT"
    for old in "$RELEASES"/*; do
        [[ $old == "$1" || $old == "$previous" ]] || rm --recursive --force -- "$old"
    done
    server_changed=true
    agent_changed=true
}

install_server() {
    make_user turnout "$STATE" ''
    install --directory --owner=turnout --group=turnout --mode=0700 "$STATE" "$STATE/backups"
    install --directory --group=turnout --mode=0750 "$SETTINGS/tls"
    keep_or_place "$HERE/turnout.env" "$SETTINGS/turnout.env" 0644 || true
    place "$HERE/turnout-as-its-user" /usr/local/bin/turnout 0755 || true
    if place "$HERE/turnout.service" "$UNITS/turnout.service" 0644; then server_changed=true; fi
}

install_agent() {
    make_user turnout-agent /var/lib/turnout-agent lp # the group that Debian gives a USB printer to
    keep_or_place "$HERE/kiosk-agent.env" "$SETTINGS/kiosk-agent.env" 0644 || true
    if place "$HERE/turnout-kiosk-agent.service" "$UNITS/turnout-kiosk-agent.service" 0644; then agent_changed=true; fi
}

install_event() {
    if [[ -e $EVENT ]]; then
        if [[ -n $event ]] || $with_demo; then say "Keeping the event that is there: $EVENT"; fi
    elif [[ -n $event ]]; then
        rm --force -- "$EVENT.coming"
        "$CURRENT/bin/turnout" backup "$event" "$EVENT.coming" # a plain copy of a live file may lack its newest facts
        chown turnout:turnout "$EVENT.coming"
        chmod 0600 "$EVENT.coming"
        mv --no-target-directory -- "$EVENT.coming" "$EVENT"
    elif $with_demo; then
        say "Making the demo event"
        runuser --user turnout -- "$CURRENT/bin/turnout" demo "$EVENT" | sed '/^Now serve it/d'
    fi
}

kiosk_origin() {
    local TURNOUT_KIOSK_URL=
    # shellcheck source=/dev/null
    source "$SETTINGS/kiosk.env"
    [[ $TURNOUT_KIOSK_URL =~ ^(https?://[^/]+)/ ]] || fail "TURNOUT_KIOSK_URL in $SETTINGS/kiosk.env is no address of a page." \
        "Write it like $SERVER_ADDRESS/kiosk."
    printf '%s' "${BASH_REMATCH[1]}"
}

install_policy() {
    local origin made
    origin=$(kiosk_origin)
    made=$(mktemp)
    sed "s|@ORIGIN@|$origin|g" "$HERE/chromium-policy.json" >"$made"
    if place "$made" "$POLICIES/turnout.json" 0644; then kiosk_changed=true; fi
    if [[ -f $SETTINGS/tls/ca.pem ]]; then
        # A PEM's body is the base64 of DER that the policy asks for.
        printf '{"CACertificates": ["%s"]}\n' "$(sed '/^-----END/q' "$SETTINGS/tls/ca.pem" | grep --invert-match '^-----' | tr --delete '\r\n')" >"$made"
        if place "$made" "$POLICIES/turnout-ca.json" 0644; then kiosk_changed=true; fi
    fi
    rm -- "$made"
}

# kiosk_settings ADDRESS TARGET: what kiosk.env begins as.
kiosk_settings() {
    sed "s|$SERVER_ADDRESS|$1|" "$HERE/kiosk.env" >"$2"
}

# Once written it stays; only where nobody has changed it, it follows when a server becomes a kiosk only, or back.
install_kiosk_settings() {
    local address=$SERVER_ADDRESS other=$AGENT_ADDRESS opens_agent=false made
    if ! $with_server; then
        address=$AGENT_ADDRESS
        other=$SERVER_ADDRESS
    fi
    made=$(mktemp)
    kiosk_settings "$other" "$made"
    if cmp --silent -- "$made" "$SETTINGS/kiosk.env"; then rm -- "$SETTINGS/kiosk.env"; fi
    kiosk_settings "$address" "$made"
    if keep_or_place "$made" "$SETTINGS/kiosk.env" 0644; then kiosk_changed=true; fi
    rm -- "$made"
    if [[ $(kiosk_origin) == "$AGENT_ADDRESS" ]]; then opens_agent=true; fi
    if [[ $opens_agent == "$with_server" ]]; then
        say "Keeping $SETTINGS/kiosk.env, which was changed here. If its address is not meant, write" \
            "TURNOUT_KIOSK_URL=$address/kiosk there and run this again."
    fi
}

install_kiosk() {
    make_user turnout-kiosk /var/lib/turnout-kiosk video,render
    install_kiosk_settings
    install_policy
    if place "$HERE/kiosk-session" /usr/local/lib/turnout/kiosk-session 0755; then kiosk_changed=true; fi
    if place "$HERE/turnout-kiosk.service" "$UNITS/turnout-kiosk.service" 0644; then kiosk_changed=true; fi
}

# bring_up UNIT CHANGED
bring_up() {
    systemctl enable --quiet "$1"
    if $2; then systemctl restart "$1"; else systemctl start "$1"; fi
}

bring_up_all() {
    systemctl daemon-reload
    if $with_server; then
        bring_up turnout.service $server_changed ||
            fail "The server is installed but does not start." "'journalctl --unit turnout --lines 20' shows why."
    else
        bring_up turnout-kiosk-agent.service $agent_changed ||
            fail "The kiosk's agent is installed but does not start." \
                "'journalctl --unit turnout-kiosk-agent --lines 20' shows why; its options are in $SETTINGS/kiosk-agent.env."
    fi
    if $with_kiosk; then
        bring_up turnout-kiosk.service $kiosk_changed ||
            fail "The kiosk is installed but does not start." "'journalctl --identifier turnout-kiosk --lines 20' shows why."
    fi
}

report_kiosk_only() {
    if [[ -e $EVENT ]]; then say "The event that is there stays, and is not served: $EVENT"; fi
    say "The kiosk runs. It looks for its server in the network; or name one in $SETTINGS/kiosk-agent.env."
}

report() {
    local name
    name=$(hostname)
    if [[ ! -e $EVENT ]]; then
        say "Installed. There is no event yet: run this again with --event FILE or --demo."
        return
    fi
    say "Turnout runs: see http://$name.local:8080 or this machine's address (port and TLS: $SETTINGS/turnout.env)."
    say "A link that signs the coordinator in: sudo turnout sign-in-link $EVENT"
}

main() {
    local list_packages=false
    read_options "$@"
    if $list_packages; then
        needed_packages
        return
    fi
    check_machine
    check_choice
    check_files
    check_what_is_here
    install_packages
    [[ -n $wheel ]] || build_wheel
    install --directory --mode=0755 "$SETTINGS" "$RELEASES"
    install_release
    if $with_server; then
        install_server
        install_event
    else
        install_agent
    fi
    if $with_kiosk; then install_kiosk; fi
    bring_up_all
    if $with_server; then report; else report_kiosk_only; fi
}

main "$@"
