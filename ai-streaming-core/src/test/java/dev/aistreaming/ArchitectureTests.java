package dev.aistreaming;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTests {

    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.aistreaming");

    @Test
    void coreKnowsNoSpring() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework..")
                .check(CORE);
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching("dev.aistreaming.(*)..").should().beFreeOfCycles().check(CORE);
    }

    @Test
    void theVocabularyIsALeaf() {
        classes()
                .that()
                .resideInAPackage("..chat..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("..chat..", "java..", "org.jspecify..")
                .check(CORE);
    }

    @Test
    void serverSentEventsAreALeaf() {
        classes()
                .that()
                .resideInAPackage("..sse..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("..sse..", "java..", "org.jspecify..")
                .check(CORE);
    }

    @Test
    void threadsAreALeaf() {
        classes()
                .that()
                .resideInAPackage("..thread..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("..thread..", "java..", "org.jspecify..", "org.slf4j..")
                .check(CORE);
    }

    @Test
    void storesKnowThreadsAndNothingElseOfTheCoreButErrors() {
        noClasses()
                .that()
                .resideInAPackage("..store..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "..pipeline..", "..provider..", "..http..", "..format..", "..sse..", "..observation..")
                .check(CORE);
    }

    @Test
    void conversationsKnowNoProtocolAndNoFrontEnd() {
        noClasses()
                .that()
                .resideInAPackage("..conversation..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "..provider..", "..http..", "..format..", "..sse..", "..observation..", "..store..", "..tool..")
                .check(CORE);
    }

    @Test
    void recordingsKnowNoProtocol() {
        noClasses()
                .that()
                .resideInAPackage("..recording..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "..provider..", "..pipeline..", "dev.aistreaming.format..", "..sse..", "..testing..")
                .check(CORE);
    }

    @Test
    void micrometerIsOptional() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..observation..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.micrometer..")
                .check(CORE);
    }

    /** Two small classes, which are loaded where requests are signed. */
    @Test
    void theSdkOfAwsIsOptional() {
        noClasses()
                .that()
                .doNotHaveSimpleName("AwsSigner")
                .and()
                .doNotHaveSimpleName("AwsSdkRegion")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("software.amazon..")
                .check(CORE);
    }

    @Test
    void theSchemaGeneratorIsOptional() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..schema..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.github.victools..", "com.fasterxml.classmate..")
                .check(CORE);
    }

    @Test
    void theSchemaValidatorIsOptional() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("dev.aistreaming.output.ValidatorCheck")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.networknt..")
                .check(CORE);
    }

    @Test
    void onlyOnePackageDoesNetworkInputAndOutput() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..http..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.hc..")
                .check(CORE);
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("java.net.http..")
                .check(CORE);
    }

    @Test
    void aThirdOfTheClassesAreNotPublic() {
        long notPublic =
                CORE.stream().filter(this::isTopLevel).filter(c -> !isPublic(c)).count();
        long all = CORE.stream().filter(this::isTopLevel).count();
        assertThat(notPublic * 3).isGreaterThanOrEqualTo(all);
    }

    private boolean isTopLevel(JavaClass type) {
        return type.isTopLevelClass();
    }

    private static boolean isPublic(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC);
    }
}
