# bench/server.sh -- the server of what is in no scenario file; run.sh and model.sh read it in.  They say where the build is ($build),
# which folder is the bench's own ($folder), the options every server of it has ($settings), and end $server when they end.

# The server is this shell's child; its port, as soon as it has said it, is $port.  The whole world may take a while to read.
server_begin() # OPTIONS...
{
    rm -rf "$folder/data"
    # The settings are words of ours, meant to be split.
    "$build/kallisti" --port 0 --net.address 127.0.0.1 --data "$folder/data" --log.file "$folder/log" \
        $settings "$@" >"$folder/server" 2>&1 &
    server=$!
    port=
    tries=0
    while [ -z "$port" ] && [ $tries -lt 900 ] && kill -0 "$server" 2>/dev/null; do
        sleep 0.1
        tries=$((tries + 1))
        port=$(sed -n 's/^.*telnet localhost \([0-9]*\)$/\1/p' "$folder/server")
    done
    [ -n "$port" ] && return
    echo "bench: the server does not open:"
    cat "$folder/server" "$folder/log"
    exit 1
}

server_end()
{
    kill -TERM "$server"
    wait "$server"
    server=
}
