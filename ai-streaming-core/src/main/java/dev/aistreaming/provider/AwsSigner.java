package dev.aistreaming.provider;

import dev.aistreaming.http.HttpPost;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;

/**
 * Signs for AWS (Signature Version 4) with the SDK's signer and its chain of credentials. The SDK is optional: nothing but
 * {@link AwsSignature} may mention this class.
 */
final class AwsSigner implements RequestSigner {

    private static final String SERVICE = "bedrock";

    private final AwsCredentialsProvider credentials;
    private final Clock clock;
    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();

    AwsSigner(AwsCredentialsProvider credentials, Clock clock) {
        this.credentials = credentials;
        this.clock = clock;
    }

    /** With what environment variables, profiles, containers and machines of AWS have. */
    static RequestSigner ofSurroundings() {
        return new AwsSigner(DefaultCredentialsProvider.builder().build(), Clock.systemUTC());
    }

    @Override
    public HttpPost sign(HttpPost post, String region) {
        SdkHttpRequest.Builder request =
                SdkHttpRequest.builder().method(SdkHttpMethod.POST).uri(post.uri());
        post.headers().forEach((name, value) -> {
            if (isPartOfTheProof(name)) {
                request.putHeader(name, value);
            }
        });
        SignedRequest signed = signer.sign(signing -> signing.identity(credentials.resolveCredentials())
                .request(request.build())
                .payload(ContentStreamProvider.fromByteArrayUnsafe(post.body()))
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, SERVICE)
                .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                .putProperty(HttpSigner.SIGNING_CLOCK, clock));
        Map<String, String> headers = new LinkedHashMap<>(post.headers());
        signed.request().forEachHeader((name, values) -> add(headers, name, values));
        return new HttpPost(post.uri(), headers, post.body());
    }

    /** What gateways change on the way is left out. */
    private static boolean isPartOfTheProof(String name) {
        String header = name.toLowerCase(Locale.ROOT);
        return header.equals("content-type") || header.startsWith("x-amz-");
    }

    /** {@code Host} is the client's own, and the same. */
    private static void add(Map<String, String> headers, String name, List<String> values) {
        if (!name.equalsIgnoreCase("Host")) {
            headers.put(name, String.join(",", values));
        }
    }
}
