package dev.aistreaming.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTests {

    private static final String SECRET = "the secret of this picture";

    private static byte[] bytes() {
        return SECRET.getBytes(StandardCharsets.UTF_8);
    }

    private static Media.Bytes png() {
        return (Media.Bytes) Media.bytes(bytes(), "image/png");
    }

    private static void assertRefused(ThrowingCallable call, String... words) {
        assertThatExceptionOfType(AiException.class).isThrownBy(call).satisfies(error -> {
            assertThat(error.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
            assertThat(error.userMessage()).contains(words);
        });
    }

    @Test
    void areNotChangedByTheArrayTheyWereMadeFrom() {
        byte[] bytes = bytes();
        Media.Bytes media = (Media.Bytes) Media.bytes(bytes, "image/png");
        bytes[0] = 0;
        assertThat(media.bytes()).isEqualTo(bytes());
    }

    @Test
    void areNotChangedByTheArrayTheyGive() {
        Media.Bytes media = png();
        media.bytes()[0] = 0;
        assertThat(media.bytes()).isEqualTo(bytes());
    }

    @Test
    void areWrittenAsBase64InOneLine() {
        byte[] many = new byte[1000];
        assertThat(((Media.Bytes) Media.bytes(many, "audio/wav")).base64())
                .hasSize(1336)
                .doesNotContain("\n")
                .startsWith("AAAA");
    }

    @Test
    void areEqualByTheirBytesAndTheirType() {
        assertThat(png()).isEqualTo(png()).hasSameHashCodeAs(png());
        assertThat(png()).isNotEqualTo(Media.bytes(bytes(), "image/jpeg"));
        assertThat(png()).isNotEqualTo(Media.bytes(new byte[bytes().length], "image/png"));
    }

    @Test
    void printNoBytesWhateverTheyAreIn() {
        ChatRequest request = ChatRequest.builder()
                .message(Message.user(new Part.Image(png()), new Part.File(png(), "cat.png")))
                .build();
        assertThat(png()).hasToString(bytes().length + " bytes of image/png");
        assertThat(request.toString()).contains("26 bytes of image/png").doesNotContain(SECRET, png().base64(), "[B@");
    }

    @Test
    void printNoUserAndNoQueryOfAnAddress() {
        Media media = Media.url("https://me:secret@files.example/cat.png?X-Amz-Signature=abc");
        assertThat(media).hasToString("https://files.example/cat.png");
        assertThat(Media.url("gs://bucket/cat.png")).hasToString("gs://bucket/cat.png");
    }

    @Test
    void keepTheWholeAddress() {
        URI url = URI.create("https://files.example/cat.png?X-Amz-Signature=abc");
        assertThat(Media.url(url.toString())).isEqualTo(new Media.Url(url, null));
    }

    @Test
    void areVisitedByTheirKind() {
        Media.Visitor<String> names = new Media.Visitor<>() {
            @Override
            public String bytes(Media.Bytes media) {
                return "bytes " + media.length();
            }

            @Override
            public String url(Media.Url media) {
                return "url " + media.url();
            }

            @Override
            public String fileId(Media.FileId media) {
                return "file " + media.id();
            }
        };
        assertThat(png().accept(names)).isEqualTo("bytes 26");
        assertThat(Media.url("https://a/b").accept(names)).isEqualTo("url https://a/b");
        assertThat(Media.fileId("file-1").accept(names)).isEqualTo("file file-1");
    }

    @Test
    void haveTheirTypeInSmallLetters() {
        assertThat(Media.bytes(bytes(), "Image/PNG").mediaType()).isEqualTo("image/png");
        assertThat(new Media.Url(URI.create("gs://a/b"), "Application/PDF").mediaType())
                .isEqualTo("application/pdf");
        assertThat(Media.fileId("file-1").mediaType()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "image/svg+xml",
                "audio/L16;rate=16000",
                "text/plain; charset=utf-8",
                "application/vnd.ms-excel",
                "text/plain; title=\"a b\""
            })
    void takeEveryMediaType(String type) {
        assertThat(Media.bytes(bytes(), type).mediaType()).isEqualToIgnoringCase(type);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"png", "image/", "/png", "image/png, image/gif", "image/p ng", "image/png\r\nX: y", "a/b/c"})
    void refuseATypeThatIsNone(String type) {
        assertRefused(() -> Media.bytes(bytes(), type), "is not a media type", "image/png");
        assertRefused(() -> new Media.Url(URI.create("https://a/b"), type), "is not a media type");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " "})
    void refuseWhatIsMissing(String none) {
        assertRefused(() -> Media.bytes(bytes(), none), "media type must not be blank");
        assertRefused(() -> Media.url(none), "media url must not be blank");
        assertRefused(() -> Media.fileId(none), "media file id must not be blank");
    }

    @ParameterizedTest
    @NullSource
    void refuseBytesThatAreMissing(byte[] none) {
        assertRefused(() -> Media.bytes(none, "image/png"), "media bytes must not be null");
        assertRefused(() -> Media.bytes(new byte[0], "image/png"), "no bytes");
    }

    @ParameterizedTest
    @CsvSource({
        "cat.png, must be absolute",
        "//files.example/cat.png, must be absolute",
        "'data:image/png;base64,AAAA', use Media.bytes",
        "'DATA:image/png;base64,AAAA', use Media.bytes",
        "https://files.example/my cat.png, blanks as %20"
    })
    void refuseAnAddressThatNobodyCanFollow(String url, String remedy) {
        assertRefused(() -> Media.url(url), remedy);
    }
}
