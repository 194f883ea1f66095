package io.balsam.server

/** Stands between a client and a server, and keeps every byte that passes. */
class Relay implements Closeable {

    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.loopbackAddress)
    private final List<Socket> sockets = [].asSynchronized()
    private final ByteArrayOutputStream passed = new ByteArrayOutputStream()
    private final URI server

    Relay(String url) {
        server = URI.create(url)
        Thread.startDaemon {
            try {
                while (true) {
                    relay(listening.accept())
                }
            } catch (IOException closed) {
                sockets*.close()
            }
        }
    }

    /** The server's address by way of this one. */
    String url() { "$server.scheme://127.0.0.1:$listening.localPort" }

    /** What has passed, a character for each byte. */
    String passed() {
        synchronized (passed) { passed.toString('ISO-8859-1') }
    }

    private void relay(Socket client) {
        def there = new Socket(InetAddress.getByName(server.host), server.port)
        sockets.addAll(client, there)
        pass(client, there)
        pass(there, client)
    }

    private void pass(Socket from, Socket to) {
        Thread.startDaemon {
            byte[] piece = new byte[8192]
            try {
                for (int n = from.inputStream.read(piece); n >= 0; n = from.inputStream.read(piece)) {
                    synchronized (passed) { passed.write(piece, 0, n) }
                    to.outputStream.write(piece, 0, n)
                    to.outputStream.flush()
                }
                to.shutdownOutput()
            } catch (IOException over) {
                [from, to]*.close()
            }
        }
    }

    @Override
    void close() {
        listening.close()
        sockets*.close()
    }
}
