package dev.aistreaming.spring.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.Media;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.InputStreamSource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.UrlResource;
import org.springframework.mock.web.MockMultipartFile;

class UploadedMediaTests {

    private static final byte[] PNG = "\u0089PNG\r\n\u001A\n...".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] WORDS = "a;b".getBytes(StandardCharsets.UTF_8);
    private static final byte[] UNKNOWN = {0, 1, 2};

    private static MockMultipartFile upload(String name, String type, byte[] bytes) {
        return new MockMultipartFile("file", name, type, bytes);
    }

    private static Resource resource(String name, byte[] bytes) {
        return new ByteArrayResource(bytes) {
            @Override
            public String getFilename() {
                return name;
            }
        };
    }

    private static void assertType(String type, InputStreamSource source) {
        assertThat(UploadedMedia.read(source).media().mediaType()).isEqualTo(type);
    }

    private static void assertRefused(InputStreamSource source, String words) {
        assertThatExceptionOfType(AiException.class)
                .isThrownBy(() -> UploadedMedia.read(source))
                .satisfies(error -> assertThat(error.code()).isEqualTo(ErrorCode.INVALID_REQUEST))
                .withMessageContaining(words);
    }

    @Test
    void believesTheBytesAndNotTheBrowser() {
        assertType("image/png", upload("cat.jpg", "image/jpeg", PNG));
        assertType("image/png", resource("cat.pdf", PNG));
    }

    @Test
    void asksTheBrowserWhatKindOfTextItIs() {
        assertType("text/csv", upload("data", "text/csv", WORDS));
        assertType("text/csv", resource("data.csv", WORDS));
        assertType("text/plain", resource("data", WORDS));
    }

    @Test
    void asksTheBrowserWhatTheBytesDoNotSay() {
        assertType("application/x-own", upload("data", "application/x-own", UNKNOWN));
        assertType("application/zip", upload("data.zip", "application/octet-stream", UNKNOWN));
    }

    @Test
    void refusesWhatNothingTellsTheTypeOf() {
        assertRefused(upload("data", "", UNKNOWN), "name their media type");
        assertRefused(upload("empty.png", "image/png", new byte[0]), "must not be empty");
    }

    @Test
    void hasTheNameWithoutItsPath() {
        assertThat(UploadedMedia.read(upload("C:\\docs\\a.csv", "text/csv", WORDS))
                        .name())
                .isEqualTo("a.csv");
        assertThat(UploadedMedia.read(upload("../../etc/b.csv", "text/csv", WORDS))
                        .name())
                .isEqualTo("b.csv");
        assertThat(UploadedMedia.read(upload("", "text/csv", WORDS)).name()).isNull();
        assertThat(UploadedMedia.read(new ByteArrayResource(WORDS)).name()).isNull();
    }

    @Test
    void fetchesNothing() {
        assertRefused(UrlResource.from(URI.create("https://example.com/cat.png")), "use Media.url");
    }

    @Test
    void tellsWhyItCannotBeRead() {
        InputStreamSource gone = new InputStreamSource() {
            @Override
            public InputStream getInputStream() throws IOException {
                throw new FileNotFoundException("gone");
            }
        };
        assertThatExceptionOfType(AiException.class)
                .isThrownBy(() -> UploadedMedia.read(gone))
                .satisfies(error -> assertThat(error.code()).isEqualTo(ErrorCode.INTERNAL))
                .withCauseInstanceOf(FileNotFoundException.class);
    }

    @Test
    void keepsTheBytes() {
        assertThat(UploadedMedia.read(upload("cat.png", "image/png", PNG)).media())
                .isEqualTo(Media.bytes(PNG, "image/png"));
    }
}
