package dev.aistreaming.provider;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.OneLine;
import dev.aistreaming.http.HttpPost;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs requests to AWS if no key is configured and the required parts of the SDK are present. The signer is created once, when it
 * is first needed.
 */
final class AwsSignature {

    private static final Logger log = LoggerFactory.getLogger(AwsSignature.class);

    private static final String WITHOUT_SDK =
            "Set the api-key to a Bedrock API key, or add software.amazon.awssdk:http-auth-aws and"
                    + " software.amazon.awssdk:auth, which sign requests with AWS credentials.";

    private final Supplier<RequestSigner> maker;
    private @Nullable RequestSigner signer;

    AwsSignature() {
        this(AwsSignature::ofSdk);
    }

    /** A method reference to the other class would load it together with this one. */
    private static RequestSigner ofSdk() {
        return AwsSigner.ofSurroundings();
    }

    AwsSignature(Supplier<RequestSigner> maker) {
        this.maker = maker;
    }

    /** @throws AiException with {@code authentication} if the SDK is missing or finds no credentials */
    HttpPost sign(HttpPost post, ProviderSettings settings, String region) {
        try {
            return signer().sign(post, region);
        } catch (LinkageError e) {
            log.warn("'{}' has no api-key. {} ({})", settings.name(), WITHOUT_SDK, e.toString());
            throw failure(settings, new IllegalStateException(WITHOUT_SDK, e));
        } catch (RuntimeException e) { // the SDK's own exceptions, which this class must not refer to
            log.warn(
                    "The request to '{}' could not be signed: {}",
                    settings.name(),
                    OneLine.of(settings.secrets().mask(String.valueOf(e.getMessage()))));
            throw failure(settings, e);
        }
    }

    private synchronized RequestSigner signer() {
        RequestSigner made = signer;
        if (made == null) {
            made = maker.get();
            signer = made;
        }
        return made;
    }

    private static AiException failure(ProviderSettings settings, Throwable cause) {
        return AiException.of(ErrorCode.AUTHENTICATION)
                .userMessage("This application has no key for the AI provider at this moment.")
                .provider(settings.name())
                .cause(cause)
                .build();
    }
}
