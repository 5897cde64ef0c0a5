package dev.plimsoll.registry;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** Encryption with whoever is at the other end. */
final class Tls {

  /** How the records begin that a server may begin with. */
  private static final int ALERT = 21;

  private static final int HANDSHAKE = 22;

  /** Ends a line, so that a server that reads lines has read one and says that it is none of HTTP. */
  private static final byte[] END_OF_LINE = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private Tls() {}

  /** Takes any certificate. */
  static SSLContext unverified() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {new Trusting()}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every JDK has it
    }
  }

  /**
   * Greets a server, and looks whether it answers as one that speaks TLS. It isn't asked for anything.
   *
   * @param patience how long to wait for the connection, and again for the answer
   * @throws IOException if there is no server, or none that answers
   */
  static boolean isSpokenBy(URI place, Duration patience) throws IOException {
    int millis = Math.toIntExact(patience.toMillis());
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(Addresses.host(place), Addresses.port(place)), millis);
      socket.setSoTimeout(millis);
      OutputStream out = socket.getOutputStream();
      out.write(greeting());
      out.write(END_OF_LINE);
      out.flush();
      int first = socket.getInputStream().read();
      return first == HANDSHAKE || first == ALERT;
    }
  }

  private static byte[] greeting() throws IOException {
    SSLEngine engine = unverified().createSSLEngine();
    engine.setUseClientMode(true);
    ByteBuffer greeting = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    engine.wrap(ByteBuffer.allocate(0), greeting);
    byte[] bytes = new byte[greeting.flip().remaining()];
    greeting.get(bytes);
    return bytes;
  }

  /** Nor does it compare the name in a certificate with the host, which only those do that aren't extended. */
  private static final class Trusting extends X509ExtendedTrustManager {

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
