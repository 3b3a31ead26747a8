package dev.aistreaming.provider;

import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/** The region that AWS's SDK finds. The SDK is optional: nothing but {@link AwsRegion} may mention this class. */
final class AwsSdkRegion {

    private AwsSdkRegion() {}

    static Optional<String> find() {
        try {
            return Optional.ofNullable(new DefaultAwsRegionProviderChain().getRegion())
                    .map(Region::id);
        } catch (SdkClientException none) {
            return Optional.empty();
        }
    }
}
