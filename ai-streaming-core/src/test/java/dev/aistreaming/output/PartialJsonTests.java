package dev.aistreaming.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

class PartialJsonTests {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static @Nullable JsonNode read(String... pieces) {
        PartialJson json = new PartialJson();
        for (String piece : pieces) {
            json.append(piece);
        }
        return json.tree();
    }

    private static void assertReads(String text, String expected) {
        assertThat(String.valueOf(read(text))).isEqualTo(expected);
    }

    @Test
    void showsNothingBeforeAnythingHasBegun() {
        assertThat(read("", " \n ")).isNull();
    }

    @Test
    void showsWhatHasArrived() {
        assertReads("{", "{}");
        assertReads("{\"ti", "{}");
        assertReads("{\"title\" :", "{}");
        assertReads("{\"title\":\"", "{\"title\":\"\"}");
        assertReads("{\"title\":\"Soup", "{\"title\":\"Soup\"}");
        assertReads("{\"title\":\"Soup\",\"steps\":[", "{\"title\":\"Soup\",\"steps\":[]}");
        assertReads("{\"steps\":[{\"a\":[\"x\"],", "{\"steps\":[{\"a\":[\"x\"]}]}");
    }

    @Test
    void showsNumbersAndLiteralsOnlyWhole() {
        assertReads("{\"minutes\":1", "{}");
        assertReads("{\"minutes\":12,", "{\"minutes\":12}");
        assertReads("[1,-2.50e", "[1]");
        assertReads("[1,-2.50e+1]", "[1,-25.0]");
        assertReads("[true,fals", "[true]");
        assertReads("[null ]", "[null]");
    }

    @Test
    void waitsForTheRestOfAnEscape() {
        assertReads("[\"a\\", "[\"a\"]");
        assertReads("[\"a\\n", "[\"a\\n\"]");
        assertReads("[\"a\\u00e", "[\"a\"]");
        assertReads("[\"a\\u00e9", "[\"a\u00e9\"]");
        assertReads("[\"\\ud83c", "[\"\"]");
        assertReads("[\"\\ud83c\\udf72", "[\"\ud83c\udf72\"]");
    }

    @Test
    void unescapesNames() {
        assertReads("{\"a\\\"\\u00e9\":1}", "{\"a\\\"\u00e9\":1}");
    }

    @Test
    void passesOverACodeFence() {
        assertReads("```json\n{\"a\":1}\n```", "{\"a\":1}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sure",
                "[1,]",
                "{,",
                "{\"a\" 1",
                "[01,",
                "[\"a\nb",
                "[nul,",
                "[\"\\x",
                "[\"\\u12g4",
                "[}",
                "[1.,",
                "[-,",
                "[1e,"
            })
    void stopsAtWhatIsNoJson(String text) {
        JsonNode before = read(text);
        JsonNode after = read(text, "]},\"b\":[1,2,3]");
        assertThat(String.valueOf(after)).isEqualTo(String.valueOf(before));
    }

    @Test
    void stopsWhereItIsTooDeep() {
        assertThat(String.valueOf(read("[".repeat(100_000)))).hasSize(1000);
    }

    @Test
    void showsTheSameTreeEachTime() {
        PartialJson json = new PartialJson();
        json.append("{\"steps\":[\"a\",\"b");
        JsonNode first = json.tree();
        json.append("c\",\"d\"]}");
        assertThat(json.tree()).isSameAs(first);
        assertThat(first).hasToString("{\"steps\":[\"a\",\"bc\",\"d\"]}");
    }

    @Test
    void growingTextsReadLikeAnyOther() {
        PartialJson json = new PartialJson();
        json.append("[\"12");
        JsonNode text = Objects.requireNonNull(json.tree()).get(0);
        assertThat(text.isString()).isTrue();
        assertThat(text.stringValue()).isEqualTo("12");
        assertThat(text.asString()).isEqualTo("12");
        assertThat(text.deepCopy()).isEqualTo(JsonNodeFactory.instance.stringNode("12"));
        assertThat(MAPPER.treeToValue(json.tree(), String[].class)).containsExactly("12");
        json.append("3");
        assertThat(text.stringValue()).isEqualTo("123");
    }

    @Test
    void readsWhatJacksonReads() {
        Random random = new Random(7);
        for (int i = 0; i < 300; i++) {
            String text = RandomJson.document(random);
            assertThat(read(text)).hasToString(MAPPER.readTree(text).toString());
        }
    }

    @Test
    void anyCutGivesABeginningOfTheWhole() {
        Random random = new Random(11);
        for (int i = 0; i < 60; i++) {
            String text = RandomJson.document(random);
            JsonNode whole = MAPPER.readTree(text);
            PartialJson growing = new PartialJson();
            for (int cut = 0; cut < text.length(); cut++) {
                growing.append(text.substring(cut, cut + 1));
                assertBegins(growing.tree(), whole, text.substring(0, cut + 1));
                if (cut % 7 == 0) {
                    assertBegins(read(text.substring(0, cut + 1)), whole, text.substring(0, cut + 1));
                }
            }
            assertThat(growing.tree()).hasToString(whole.toString());
        }
    }

    private static void assertBegins(@Nullable JsonNode part, JsonNode whole, String text) {
        assertThat(part == null || begins(part, whole))
                .as("%s of %s", part, text)
                .isTrue();
    }

    private static boolean begins(JsonNode part, JsonNode whole) {
        if (part.isObject() && whole.isObject()) {
            for (Map.Entry<String, JsonNode> member : part.properties()) {
                JsonNode other = whole.get(member.getKey());
                if (other == null || !begins(member.getValue(), other)) {
                    return false;
                }
            }
            return part.size() <= whole.size();
        }
        if (part.isArray() && whole.isArray()) {
            for (int i = 0; i < part.size(); i++) {
                if (i >= whole.size() || !begins(part.get(i), whole.get(i))) {
                    return false;
                }
            }
            return true;
        }
        if (part.isString() && whole.isString()) {
            return whole.stringValue().startsWith(part.stringValue());
        }
        return part.toString().equals(whole.toString());
    }

    @Test
    void aMegabyteInSmallPiecesIsCopiedNowhere() {
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        String text =
                "{\"text\":\"" + "long ".repeat(100_000) + "\",\"list\":[" + "[1,\"two\"],".repeat(50_000) + "0]}";
        String[] pieces = new String[text.length() / 4];
        for (int i = 0; i < pieces.length; i++) {
            pieces[i] = text.substring(4 * i, i == pieces.length - 1 ? text.length() : 4 * i + 4);
        }
        PartialJson json = new PartialJson();
        long before = thread.getCurrentThreadAllocatedBytes();
        boolean shown = true;
        for (String piece : pieces) {
            json.append(piece);
            shown &= json.tree() != null;
        }
        long perCharacter = (thread.getCurrentThreadAllocatedBytes() - before) / text.length();
        assertThat(shown).isTrue();
        assertThat(Objects.requireNonNull(json.tree()).get("list")).hasSize(50_001);
        assertThat(perCharacter).isLessThan(100); // the tree itself; a copy per piece would be a million
    }
}
