package dev.aistreaming.provider;

import static org.assertj.core.api.Assertions.assertThat;

import dev.aistreaming.testing.ScriptedConnection;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks requests by AWS's Signature Version 4, written after the specification alone (AWS, "Create a signed AWS API request"), with
 * no part of the SDK. Knows requests without a query.
 */
final class SignatureCheck {

    private static final Pattern AUTHORIZATION = Pattern.compile(
            "AWS4-HMAC-SHA256 Credential=([^/]+)/([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})");

    private final String secret;

    SignatureCheck(String secret) {
        this.secret = secret;
    }

    /** Returns the headers that are signed. */
    List<String> verify(ScriptedConnection.Request request, String id, String scope) {
        Matcher said = authorization(request);
        assertThat(said.group(1)).isEqualTo(id);
        assertThat(said.group(2)).isEqualTo(scope);
        assertThat(agrees(request)).isTrue();
        return List.of(said.group(3).split(";", -1));
    }

    boolean agrees(ScriptedConnection.Request request) {
        Matcher said = authorization(request);
        String[] line = request.line().split(" ", -1);
        return said.group(4)
                .equals(signature(line[0], line[1], request.headers(), said.group(3), said.group(2), request.body()));
    }

    private static Matcher authorization(ScriptedConnection.Request request) {
        Matcher said =
                AUTHORIZATION.matcher(Objects.requireNonNull(request.headers().get("authorization")));
        assertThat(said.matches()).isTrue();
        return said;
    }

    String signature(
            String method, String path, Map<String, String> headers, String signedHeaders, String scope, String body) {
        StringBuilder canonical = new StringBuilder(method + "\n" + encodedAgain(path) + "\n\n");
        for (String name : signedHeaders.split(";", -1)) {
            canonical
                    .append(name)
                    .append(':')
                    .append(Objects.requireNonNull(headers.get(name)).strip())
                    .append('\n');
        }
        canonical.append('\n').append(signedHeaders).append('\n').append(hash(body));
        String date = headers.get("x-amz-date");
        String toSign = "AWS4-HMAC-SHA256\n" + date + "\n" + scope + "\n" + hash(canonical.toString());
        byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
        for (String part : scope.split("/", -1)) {
            key = hmac(key, part);
        }
        return HexFormat.of().formatHex(hmac(key, toSign));
    }

    /** Each part of the path is encoded twice: once where it is sent, and once here. */
    private static String encodedAgain(String path) {
        ByteArrayOutputStream encoded = new ByteArrayOutputStream();
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            boolean unreserved = (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9');
            if (unreserved || "-._~/".indexOf(b) >= 0) {
                encoded.write(b);
            } else {
                encoded.writeBytes(String.format("%%%02X", b).getBytes(StandardCharsets.US_ASCII));
            }
        }
        return encoded.toString(StandardCharsets.US_ASCII);
    }

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
