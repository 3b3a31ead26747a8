package dev.aistreaming.provider;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** In which region of AWS a service is asked. */
public final class AwsRegion {

    /** A service's own address, that of its FIPS endpoint, and that of a private link. */
    private static final Pattern IN_HOST = Pattern.compile(
            "(?:^|\\.)bedrock-runtime(?:-fips)?\\.([a-z0-9-]+)\\.(?:vpce\\.)?(?:amazonaws\\.com|api\\.aws)");

    private AwsRegion() {}

    /**
     * The region that the surroundings name: the system property {@code aws.region}, the environment variables
     * {@code AWS_REGION} and {@code AWS_DEFAULT_REGION}, and, where {@code software.amazon.awssdk:regions} is there, a profile and
     * the machine this runs on. May take a while.
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

    /** The region that an address has in its host. */
    static @Nullable String of(URI address) {
        Matcher host = IN_HOST.matcher(address.getHost() == null ? "" : address.getHost());
        return host.find() ? host.group(1) : null;
    }
}
