package dev.aistreaming.provider;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Determines the AWS region of a service. */
public final class AwsRegion {

    /** Matches a service's own address, that of its FIPS endpoint, and that of a private link. */
    private static final Pattern IN_HOST = Pattern.compile(
            "(?:^|\\.)bedrock-runtime(?:-fips)?\\.([a-z0-9-]+)\\.(?:vpce\\.)?(?:amazonaws\\.com|api\\.aws)");

    private AwsRegion() {}

    /**
     * The region configured in the environment: the system property {@code aws.region}, the environment variables
     * {@code AWS_REGION} and {@code AWS_DEFAULT_REGION} and, if {@code software.amazon.awssdk:regions} is on the class path, a
     * profile or the metadata of the machine. May take a while.
     */
    public static Optional<String> ofSurroundings() {
        for (String told : new String[] {
            System.getProperty("aws.region"), System.getenv("AWS_REGION"), System.getenv("AWS_DEFAULT_REGION")
        }) {
            if (told != null && !told.isBlank()) {
                return Optional.of(told.strip());
            }
        }
        try {
            return AwsSdkRegion.find();
        } catch (LinkageError withoutTheSdk) {
            return Optional.empty();
        }
    }

    /** The region contained in the host of an address. */
    static @Nullable String of(URI address) {
        Matcher host = IN_HOST.matcher(address.getHost() == null ? "" : address.getHost());
        return host.find() ? host.group(1) : null;
    }
}
