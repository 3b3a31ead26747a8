package dev.aistreaming.spring.test;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportSelector;
import org.springframework.core.annotation.AnnotationAttributes;
import org.springframework.core.type.AnnotationMetadata;

/** All auto-configurations of this library, for slices; in a whole context they are there only once all the same. */
final class OwnAutoConfigurations extends AutoConfigurationImportSelector {

    private static final String OWN = "dev.aistreaming.";

    @Override
    protected List<String> getCandidateConfigurations(
            AnnotationMetadata metadata, @Nullable AnnotationAttributes attributes) {
        Stream<String> own =
                super.getCandidateConfigurations(metadata, attributes).stream().filter(name -> name.startsWith(OWN));
        return Stream.concat(own, Stream.of(ScriptedAiStores.class.getName())).toList();
    }

    @Override
    protected @Nullable AnnotationAttributes getAttributes(AnnotationMetadata metadata) {
        return null;
    }

    /** Those of the application are minded, too: all selectors' exclusions count for all. */
    @Override
    protected Set<String> getExclusions(AnnotationMetadata metadata, @Nullable AnnotationAttributes attributes) {
        return Set.copyOf(getExcludeAutoConfigurationsProperty());
    }

    /** What is excluded may be anybody's. */
    @Override
    protected void handleInvalidExcludes(List<String> excludes) {}
}
