package dev.aistreaming.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * A certificate for this machine that it has signed itself, and its key.
 *
 * @param store both, in PKCS12
 * @param pem the certificate alone
 */
public record Certificates(Path store, Path pem) {

    public static final String PASSWORD = "changeit";

    public static Certificates create(Path directory, String name) throws IOException, InterruptedException {
        Path store = directory.resolve(name + ".p12");
        Path pem = directory.resolve(name + ".pem");
        String common = "-alias " + name + " -storetype PKCS12 -storepass " + PASSWORD + " -keystore ";
        keytool("-genkeypair -keyalg EC -dname CN=" + name + " -ext san=dns:localhost,ip:127.0.0.1 " + common, store);
        keytool("-exportcert -rfc -file " + pem + " " + common, store);
        return new Certificates(store, pem);
    }

    private static void keytool(String options, Path store) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(options.strip().split(" ")));
        command.add(store.toString());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
    }

    /** A context that shows this certificate and trusts in it alone. */
    public SSLContext context() throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        own.init(keys, PASSWORD.toCharArray());
        TrustManagerFactory others = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        others.init(keys);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(own.getKeyManagers(), others.getTrustManagers(), null);
        return context;
    }
}
