package io.balsam.server.tls;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Trusts the server that has a certain key and no other, whatever its certificate says and by
 * whatever name it was reached.
 */
public final class Pinned extends X509ExtendedTrustManager {

  /**
   * Socket factories by pin; the JDK reuses connections by factory, so there is one for each key.
   */
  private static final Map<String, SSLSocketFactory> SOCKETS = new ConcurrentHashMap<>();

  private final String pin;

  private Pinned(String pin) {
    this.pin = pin;
  }

  /** Thrown when the server's key is another one. */
  public static final class WrongKey extends CertificateException {
    private static final long serialVersionUID = 1;

    private WrongKey(String message) {
      super(message);
    }

    /** Returns the wrong key among the causes of a failure; null when there is none. */
    public static @Nullable WrongKey in(IOException failure) {
      for (Throwable e = failure; e != null; e = e.getCause()) {
        if (e instanceof WrongKey wrong) {
          return wrong;
        }
      }
      return null;
    }
  }

  /**
   * Makes a connection trust only the server with this key. Does nothing for one that is not
   * encrypted.
   *
   * @param pin as {@link Identity#pin}
   */
  public static void expect(HttpURLConnection connection, String pin) {
    if (connection instanceof HttpsURLConnection encrypted) {
      encrypted.setSSLSocketFactory(SOCKETS.computeIfAbsent(pin, Pinned::sockets));
      encrypted.setHostnameVerifier((name, session) -> true);
    }
  }

  private static SSLSocketFactory sockets(String pin) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new Pinned(pin)}, null);
      return context.getSocketFactory();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java cannot speak TLS: " + e.getMessage(), e);
    }
  }

  private void check(X509Certificate[] chain) throws WrongKey {
    String found = Identity.pin(chain[0].getPublicKey());
    if (!found.equals(pin)) {
      throw new WrongKey("its key is %s and should be %s".formatted(found, pin));
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws WrongKey {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws WrongKey {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws WrongKey {
    check(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw new CertificateException("clients show a token");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    checkClientTrusted(chain, type);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    checkClientTrusted(chain, type);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
