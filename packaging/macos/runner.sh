#!/bin/sh
# Builds, signs and notarises on a runner that is thrown away afterwards, or on a Mac of somebody's own:
#
#     sh packaging/macos/runner.sh [FOLDER]
#
# Secrets come by variables, as a runner's store hands them out; without them the app is signed for this Mac alone.
#   MAC_CERTIFICATES           both Developer ID certificates with their keys, as one .p12 in base64
#   MAC_CERTIFICATES_PASSWORD  of that file
#   MAC_NOTARY_KEY             the App Store Connect key, a .p8 in base64
#   and those that packaging/macos/signing.py names, but LAZI_NOTARY_KEY
set -eu
out=${1:-dist}
held=$(mktemp -d)
chain="$held/build.keychain-db"
clean_up() {
    security delete-keychain "$chain" 2>/dev/null || true
    rm -rf "$held"
}
trap clean_up EXIT
trap 'exit 1' HUP INT TERM

if [ -n "${MAC_CERTIFICATES:-}" ]; then
    password=$(openssl rand -base64 24)
    printf %s "$MAC_CERTIFICATES" | openssl base64 -d -A > "$held/certificates.p12"
    security create-keychain -p "$password" "$chain"
    security set-keychain-settings -lut 7200 "$chain"
    security unlock-keychain -p "$password" "$chain"
    security import "$held/certificates.p12" -k "$chain" -P "$MAC_CERTIFICATES_PASSWORD" \
        -T /usr/bin/codesign -T /usr/bin/productbuild
    security set-key-partition-list -S apple-tool:,apple: -s -k "$password" "$chain" > /dev/null
    # Beside those that are looked through already, which are told in quotes.
    security list-keychains -d user | xargs security list-keychains -d user -s "$chain"
fi
if [ -n "${MAC_NOTARY_KEY:-}" ]; then
    printf %s "$MAC_NOTARY_KEY" | openssl base64 -d -A > "$held/notary.p8"
    export LAZI_NOTARY_KEY="$held/notary.p8"
fi
python3 packaging/build.py macos --out "$out"
