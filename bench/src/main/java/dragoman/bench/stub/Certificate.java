package dragoman.bench.stub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate made on the spot by the JDK's keytool, and a trust store with it and everybody the
 * JDK trusts, so that looking through them costs what it costs on AWS.
 */
record Certificate(Path keys, Path trusted) {
  private static final String PASSWORD = "changeit";
  private static final Path JAVA = Path.of(System.getProperty("java.home"));

  static Certificate make(Path folder) {
    var made = new Certificate(folder.resolve("keys.p12"), folder.resolve("trusted.p12"));
    var exported = folder.resolve("stub.cer");
    made.keytool(
        made.keys, "-genkeypair -keyalg RSA -keysize 2048 -dname CN=stub -ext san=ip:127.0.0.1");
    made.keytool(made.keys, "-exportcert -file " + exported);
    try {
      Files.copy(JAVA.resolve("lib/security/cacerts"), made.trusted);
    } catch (IOException e) {
      throw new IllegalStateException("the JDK's trust store cannot be copied", e);
    }
    made.keytool(made.trusted, "-importcert -noprompt -file " + exported);
    return made;
  }

  SSLContext context() {
    try (var in = Files.newInputStream(keys)) {
      var store = KeyStore.getInstance("PKCS12");
      store.load(in, PASSWORD.toCharArray());
      var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(store, PASSWORD.toCharArray());
      var context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("the stub's certificate cannot be used", e);
    }
  }

  /** What makes a JVM trust it. */
  List<String> options() {
    return List.of(
        "-Djavax.net.ssl.trustStore=" + trusted, "-Djavax.net.ssl.trustStorePassword=" + PASSWORD);
  }

  private void keytool(Path store, String command) {
    var words = new ArrayList<String>();
    words.add(JAVA.resolve("bin/keytool").toString());
    words.addAll(List.of(command.split(" ")));
    words.addAll(List.of("-alias", "stub", "-keystore", store.toString(), "-storepass", PASSWORD));
    try {
      var process = new ProcessBuilder(words).redirectErrorStream(true).start();
      var output = new String(process.getInputStream().readAllBytes());
      if (process.waitFor() != 0) {
        throw new IllegalStateException("keytool failed: " + output);
      }
    } catch (IOException e) {
      throw new IllegalStateException("keytool cannot be run", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted");
    }
  }
}
