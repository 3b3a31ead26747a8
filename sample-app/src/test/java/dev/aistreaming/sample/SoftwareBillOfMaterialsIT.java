package dev.aistreaming.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the packaged application says that it consists of. */
class SoftwareBillOfMaterialsIT {

    private static JsonNode bill() throws IOException {
        assumeThat(System.getProperty("sample.built"))
                .as("Maven was offline, where the plugin that writes the bill does nothing")
                .isNotEqualTo("offline: true");
        try (ZipFile jar = new ZipFile(System.getProperty("sample.jar"));
                InputStream bill = jar.getInputStream(
                        Objects.requireNonNull(jar.getEntry("META-INF/sbom/application.cdx.json"), "no bill"))) {
            return JsonMapper.shared().readTree(bill);
        }
    }

    @Test
    void namesTheApplicationAndItsLibrariesAndNoneThatOnlyTestsNeed() throws Exception {
        JsonNode bill = bill();
        List<String> names = bill.get("components")
                .valueStream()
                .map(component -> component.get("name").asString())
                .toList();

        assertThat(bill.at("/metadata/component/name").asString()).isEqualTo("sample-app");
        assertThat(names)
                .contains(
                        "ai-streaming-core", "httpclient5", "spring-webmvc", "marked", "dompurify", "tomcat-embed-core")
                .doesNotContain("junit-jupiter", "assertj-core");
    }

    /** Two builds of one commit are the same, byte for byte. */
    @Test
    void holdsNothingThatChangesFromBuildToBuild() throws Exception {
        JsonNode bill = bill();

        assertThat(bill.has("serialNumber")).isFalse();
        assertThat(bill.at("/metadata").has("timestamp")).isFalse();
    }
}
