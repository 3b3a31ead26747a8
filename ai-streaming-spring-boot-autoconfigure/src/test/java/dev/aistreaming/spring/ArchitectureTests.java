package dev.aistreaming.spring;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTests {

    private static final String SPRING = "dev.aistreaming.spring";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(SPRING);

    @Test
    void packagesFormNoCycle() {
        slices().matching(SPRING + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void whatApplicationsImportKnowsNothingOfWhatIsBehindIt() {
        noClasses()
                .that()
                .resideInAPackage(SPRING)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(SPRING + ".*..")
                .check(CLASSES);
    }

    @Test
    void theWebKnowsNoAnswers() {
        noClasses()
                .that()
                .resideInAPackage(SPRING + ".web..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(SPRING + ".stream..", "dev.aistreaming.provider..", "dev.aistreaming.pipeline..")
                .orShould()
                .dependOnClassesThat()
                .haveSimpleName("ChatCall")
                .check(CLASSES);
    }

    @Test
    void aStreamKnowsNoServlet() {
        noClasses()
                .that()
                .resideInAPackage(SPRING + ".stream..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.servlet..")
                .check(CLASSES);
    }

    @Test
    void onlyWhatSpeaksToReactorKnowsIt() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        SPRING + ".webflux..", SPRING + ".bridge..", SPRING + ".mcp..", SPRING + ".autoconfigure..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("reactor..", "org.reactivestreams..", "org.springframework.web.reactive..")
                .check(CLASSES);
    }

    @Test
    void aPublisherKnowsNoFramework() {
        noClasses()
                .that()
                .resideInAPackage(SPRING + ".publish..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.servlet..", "org.springframework..", SPRING + ".stream..")
                .check(CLASSES);
    }

    @Test
    void nobodyKnowsTheAutoConfiguration() {
        noClasses()
                .that()
                .resideOutsideOfPackage(SPRING + ".autoconfigure..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(SPRING + ".autoconfigure..")
                .check(CLASSES);
    }

    @Test
    void onlyItsOwnPackageKnowsRedis() {
        noClasses()
                .that()
                .resideOutsideOfPackages(SPRING + ".redis..", SPRING + ".autoconfigure..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.lettuce..", "org.springframework.data.redis..")
                .check(CLASSES);
    }

    @Test
    void micrometerIsOptional() {
        noClasses()
                .that()
                .resideOutsideOfPackages(SPRING + ".actuate..", SPRING + ".autoconfigure..", SPRING + ".context..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.micrometer..")
                .check(CLASSES);
    }

    @Test
    void onlyTheAnnotationOfTestsKnowsSpringsTests() {
        noClasses()
                .that()
                .resideOutsideOfPackage(SPRING + ".test..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework.test..", SPRING + ".test..")
                .check(CLASSES);
    }

    @Test
    void onlyToolsKnowKotlin() {
        noClasses()
                .that()
                .resideOutsideOfPackage(SPRING + ".tool..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("kotlin..")
                .check(CLASSES);
    }

    @Test
    void onlyItsOwnPackageKnowsTheProtocolOfToolServers() {
        noClasses()
                .that()
                .resideOutsideOfPackages(SPRING + ".mcp..", SPRING + ".autoconfigure..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.modelcontextprotocol..")
                .check(CLASSES);
    }
}
