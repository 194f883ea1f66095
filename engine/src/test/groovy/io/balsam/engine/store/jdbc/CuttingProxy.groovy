package io.balsam.engine.store.jdbc

import java.util.concurrent.CopyOnWriteArrayList

/** Stands between a store and its server, and cuts connections. */
class CuttingProxy implements Closeable {

    /** What becomes of the next COMMIT that comes by. */
    enum Cut { NONE, BEFORE_COMMIT, AFTER_COMMIT }

    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.loopbackAddress)
    private final String server
    private final List<Socket> sockets = new CopyOnWriteArrayList<>()
    private volatile boolean away
    private volatile int refusals
    private volatile Cut cut = Cut.NONE

    /** @param url of the server itself */
    CuttingProxy(String url) {
        server = url
        Thread.startDaemon { serve() }
    }

    /** Without prepared statements, so that each COMMIT can be seen. */
    String url() { server.replaceFirst('//[^/]+/', "//127.0.0.1:$listening.localPort/") + '&prepareThreshold=0' }

    /** The next COMMIT is cut off, and so many new connections after it are refused. */
    void cutNextCommit(Cut where, int refused) {
        refusals = refused
        cut = where
    }

    void goAway() {
        away = true
        closeAll()
    }

    void comeBack() { away = false }

    @Override
    void close() {
        listening.close()
        closeAll()
    }

    private void closeAll() {
        sockets.each { it.close() }
        sockets.clear()
    }

    private void serve() {
        def address = URI.create(server.substring('jdbc:'.length()))
        try {
            while (true) {
                Socket client = listening.accept()
                if (away || (cut == Cut.NONE && refusals-- > 0)) {
                    client.close()
                    continue
                }
                Socket behind = new Socket(address.host, address.port)
                sockets.addAll([client, behind])
                boolean[] swallow = new boolean[1]
                Thread.startDaemon { pump(client, behind) { byte[] bytes, int n -> toServer(bytes, n, swallow) } }
                Thread.startDaemon { pump(behind, client) { byte[] bytes, int n -> !swallow[0] } }
            }
        } catch (SocketException ignored) {
            // Closed.
        }
    }

    private boolean toServer(byte[] bytes, int length, boolean[] swallow) {
        if (cut == Cut.NONE || !new String(bytes, 0, length, 'ISO-8859-1').contains('COMMIT')) {
            return true
        }
        boolean pass = cut == Cut.AFTER_COMMIT
        swallow[0] = true
        cut = Cut.NONE
        return pass
    }

    /** Passes on what it is told to; the first that it is not ends both connections. */
    private static void pump(Socket from, Socket to, Closure<Boolean> passes) {
        byte[] bytes = new byte[1 << 16]
        try {
            for (int n = from.inputStream.read(bytes); n >= 0 && passes(bytes, n); n = from.inputStream.read(bytes)) {
                to.outputStream.write(bytes, 0, n)
            }
        } catch (IOException ignored) {
            // Cut.
        }
        from.close()
        to.close()
    }
}
