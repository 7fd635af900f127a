package dragoman.channel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.util.Base64;

/**
 * The key that rehearsals, the demo and our own tests sign with in SNS's place, and its
 * certificate, which it signed itself.
 *
 * <p>Both are public and good for nothing: a webhook from outside is judged by the certificate that
 * is fetched from SNS over https, and this one is served there by nobody. It is known only to whom
 * {@link Email#sign} hands it, and to the local runner, whose stand-in serves it.
 */
final class EmailRehearsal {
  private static final String FILE = "email-rehearsal.p12";
  private static final char[] NO_SECRET = "rehearsal".toCharArray();

  private static final KeyStore STORE = load();

  private EmailRehearsal() {}

  static PrivateKey key() {
    try {
      return (PrivateKey) STORE.getKey("sns", NO_SECRET);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(FILE, e);
    }
  }

  /** In PEM. */
  static String certificate() {
    try {
      var der = STORE.getCertificate("sns").getEncoded();
      var base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
      return "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n";
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(FILE, e);
    }
  }

  private static KeyStore load() {
    try (var in = EmailRehearsal.class.getResourceAsStream(FILE)) {
      var store = KeyStore.getInstance("PKCS12");
      store.load(in, NO_SECRET);
      return store;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(FILE, e);
    }
  }
}
