package dev.aistreaming.spring.autoconfigure;

import dev.aistreaming.provider.AwsRegion;
import dev.aistreaming.provider.ProviderType;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.util.ClassUtils;

/** The cloud region of a provider, and the check whether requests can be signed. */
final class ProviderRegion {

    private static final Pattern REGION = Pattern.compile("[a-z0-9-]{1,63}");
    private static final String SIGNER = "software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner";
    private static final String CREDENTIALS = "software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider";

    private ProviderRegion() {}

    static void check(String name, ProviderType type, ProviderProperties properties) {
        String region = set(properties);
        String key = ProviderSettingsMapper.key(name, "region");
        if (region == null) {
            return;
        }
        if (type != ProviderType.BEDROCK) {
            throw new InvalidSettingException(
                    key + " is set, but providers of type " + type.typeName() + " have no region.",
                    "Remove it, or set " + ProviderSettingsMapper.key(name, "type") + " to bedrock.");
        }
        if (!REGION.matcher(region).matches()) {
            throw new InvalidSettingException(
                    key + " is '" + region + "', which is not an AWS region.", "Set it to one such as eu-central-1.");
        }
    }

    /** Returns the configured region. If neither a region nor a base URL is configured, returns the region of the environment. */
    static Optional<String> of(
            String name, ProviderType type, ProviderProperties properties, boolean keysFromElsewhere) {
        if (type != ProviderType.BEDROCK) {
            return Optional.empty();
        }
        if (isBlank(properties.apiKey()) && !keysFromElsewhere && !canSign()) {
            throw new InvalidSettingException(
                    "The AI provider '" + name
                            + "' has no API key, and the AWS SDK, which signs requests, is not on"
                            + " the class path.",
                    "Set " + ProviderSettingsMapper.key(name, "api-key")
                            + ", for example to ${AWS_BEARER_TOKEN_BEDROCK}, and that environment variable to a key of Bedrock's; or"
                            + " add the dependencies software.amazon.awssdk:http-auth-aws and software.amazon.awssdk:auth.");
        }
        String region = set(properties);
        if (region != null) {
            return Optional.of(region);
        }
        if (!isBlank(properties.baseUrl())) {
            return Optional.empty();
        }
        return Optional.of(AwsRegion.ofSurroundings()
                .orElseThrow(() -> new InvalidSettingException(
                        "The AI provider '" + name + "' has no region.",
                        "Set " + ProviderSettingsMapper.key(name, "region")
                                + " to one such as eu-central-1, or the environment variable AWS_REGION.")));
    }

    private static @Nullable String set(ProviderProperties properties) {
        String region = properties.region();
        return region == null || region.isBlank() ? null : region.strip();
    }

    private static boolean canSign() {
        return ClassUtils.isPresent(SIGNER, null) && ClassUtils.isPresent(CREDENTIALS, null);
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }

    /** Registers hints for the check of whether the AWS SDK is present. */
    static final class Signing implements RuntimeHintsRegistrar {
        @Override
        public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
            hints.reflection()
                    .registerTypeIfPresent(classLoader, SIGNER)
                    .registerTypeIfPresent(classLoader, CREDENTIALS);
        }
    }
}
