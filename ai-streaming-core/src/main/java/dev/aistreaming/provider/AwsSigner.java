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
 * Signs requests to AWS (Signature Version 4) with the SDK's signer and credentials chain. The SDK is optional: only {@link
 * AwsSignature} may refer to this class.
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

    /** Uses the credentials from environment variables, profiles, containers or machines. */
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

    /** Leaves out headers that gateways modify. */
    private static boolean isPartOfTheProof(String name) {
        String header = name.toLowerCase(Locale.ROOT);
        return header.equals("content-type") || header.startsWith("x-amz-");
    }

    /** {@code Host} is set by the client to the same value. */
    private static void add(Map<String, String> headers, String name, List<String> values) {
        if (!name.equalsIgnoreCase("Host")) {
            headers.put(name, String.join(",", values));
        }
    }
}
