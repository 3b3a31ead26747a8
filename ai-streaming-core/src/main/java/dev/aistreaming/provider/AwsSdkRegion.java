package dev.aistreaming.provider;

import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;

/** The region found by the AWS SDK, which is optional: only {@link AwsRegion} may refer to this class. */
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
