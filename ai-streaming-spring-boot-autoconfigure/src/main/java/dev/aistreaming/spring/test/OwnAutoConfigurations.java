package dev.aistreaming.spring.test;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportSelector;
import org.springframework.core.annotation.AnnotationAttributes;
import org.springframework.core.type.AnnotationMetadata;

/** All auto-configurations of this library, for test slices. In a full context they are there anyway. */
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

    /** Includes the exclusions of the application, because all selectors share them. */
    @Override
    protected Set<String> getExclusions(AnnotationMetadata metadata, @Nullable AnnotationAttributes attributes) {
        return Set.copyOf(getExcludeAutoConfigurationsProperty());
    }

    /** Excluded classes may belong to other libraries. */
    @Override
    protected void handleInvalidExcludes(List<String> excludes) {}
}
