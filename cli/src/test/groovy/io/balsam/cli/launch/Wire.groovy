package io.balsam.cli.launch

import java.util.concurrent.CopyOnWriteArrayList

/** Passes bytes on to a port of this machine, until it is cut. */
class Wire implements Closeable {

  private final ServerSocket listening = new ServerSocket(0, 200, InetAddress.loopbackAddress)
  private final List<Socket> sockets = new CopyOnWriteArrayList<>()
  private volatile String how = ''

  Wire(int port) {
    Thread.startDaemon {
      try {
        while (true) {
          def near = listening.accept()
          def far = new Socket(InetAddress.loopbackAddress, port)
          sockets << near << far
          Thread.startDaemon { pass(near, far) }
          Thread.startDaemon { pass(far, near) }
        }
      } catch (IOException over) {
        return
      }
    }
  }

  String url() { "http://127.0.0.1:$listening.localPort" }

  private void pass(Socket from, Socket to) {
    try {
      def bytes = new byte[8192]
      int count
      while ((count = from.inputStream.read(bytes)) >= 0) {
        if (!how) {
          to.outputStream.write(bytes, 0, count)
        }
      }
    } catch (IOException over) {
      return
    } finally {
      if (how != 'silence') {
        from.close()
        to.close()
      }
    }
  }

  /** From now on nothing gets through: 'silence' swallows it, 'reset' ends the connections. */
  void cut(String how) {
    this.how = how
    if (how == 'reset') {
      close()
    }
  }

  @Override
  void close() {
    listening.close()
    sockets*.close()
  }
}
