package dev.aistreaming.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.aistreaming.chat.AiException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Schemas are brought into what providers take. */
class SchemaSubsetTests {

    private static Map<String, Object> json(String json) {
        return JsonTree.object("test", json.replace('\'', '"'));
    }

    private static Map<String, Object> strict(String property) {
        return SchemaSubset.STRICT.of(json("{'type':'object','properties':{'a':" + property + "}}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'type':'string'} | {'type':['string','null']}",
                "{'type':['string','null']} | {'type':['string','null']}",
                "{'type':'string','enum':['x']} | {'type':['string','null'],'enum':['x',null]}",
                "{'$ref':'#/$defs/b','description':'B'} | {'anyOf':[{'$ref':'#/$defs/b'},{'type':'null'}]}",
                "{'const':1} | {'anyOf':[{'const':1},{'type':'null'}]}",
                "{'oneOf':[{'type':'string'},{'type':'integer'}]} | "
                        + "{'anyOf':[{'anyOf':[{'type':'string'},{'type':'integer'}]},{'type':'null'}]}",
                "{'type':'integer','minimum':1} | {'type':['integer','null'],'minimum':1}",
                "{'type':'string','format':'date'} | {'type':['string','null'],'format':'date'}",
                "{'type':'string','format':'uri','description':'D'} | "
                        + "{'type':['string','null'],'description':'D (format: \\'uri\\')'}",
                "{'type':'array','items':{'type':'object','properties':{}}} | {'type':['array','null'],"
                        + "'items':{'type':'object','properties':{},'required':[],'additionalProperties':false}}"
            })
    void makesAnOptionalPropertyOneThatMayBeNull(String property, String expected) {
        assertThat(strict(property))
                .isEqualTo(json("{'type':'object','properties':{'a':" + expected
                        + "},'required':['a'],'additionalProperties':false}"));
    }

    @Test
    void leavesWhatIsRequiredAsItIs() {
        assertThat(SchemaSubset.STRICT.of(
                        json("{'$schema':'x','type':'object','properties':{'a':{'type':'string'}},'required':['a']}")))
                .isEqualTo(json("{'type':'object','properties':{'a':{'type':'string'}},'required':['a'],"
                        + "'additionalProperties':false}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'allOf':[]}",
                "{'not':{}}",
                "{'if':{}}",
                "{'type':'object','patternProperties':{}}",
                "{'type':'object','additionalProperties':{'type':'string'}}",
                "{'type':'object','additionalProperties':true}",
                "{'type':'object','required':['x']}",
                "{'type':'array','items':true}",
                "{'type':'array','prefixItems':[]}",
                "{'$ref':'#','minimum':1}",
                "true"
            })
    void refusesWhatCannotBeSaid(String property) {
        assertThatExceptionOfType(AiException.class)
                .isThrownBy(() -> strict(property))
                .withMessageContaining("output schema");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'type':'array'}", "{'anyOf':[]}", "{'$ref':'#/$defs/a'}"})
    void refusesARootThatIsNoObject(String schema) {
        assertThatExceptionOfType(AiException.class)
                .isThrownBy(() -> SchemaSubset.ANTHROPIC.of(json(schema)))
                .withMessageContaining("root");
    }

    // ---- whatever the schema

    @RepeatedTest(200)
    void keepsToItsRulesForEverySchemaThatItTakes(RepetitionInfo run) {
        Map<String, Object> schema = object(new Random(run.getCurrentRepetition()), 4);
        String before = schema.toString();
        Map<String, Object> strict = SchemaSubset.STRICT.of(schema);
        assertThat(schema).hasToString(before);
        assertStrict(strict, true);
        assertThat(SchemaSubset.STRICT.of(strict)).isEqualTo(strict);
        Map<String, Object> loose = SchemaSubset.ANTHROPIC.of(schema);
        assertStrict(loose, false);
        assertThat(SchemaSubset.ANTHROPIC.of(loose)).isEqualTo(loose);
    }

    private static void assertStrict(Object node, boolean allRequired) {
        if (node instanceof List<?> list) {
            list.forEach(each -> assertStrict(each, allRequired));
        } else if (node instanceof Map<?, ?> map) {
            assertThat(map.containsKey("oneOf") || map.containsKey("maxLength")).isFalse();
            if (map.get("properties") instanceof Map<?, ?> properties) {
                assertThat(map.get("additionalProperties")).isEqualTo(false);
                if (allRequired) {
                    assertThat(map.get("required")).isEqualTo(List.copyOf(properties.keySet()));
                }
            }
            map.values().forEach(each -> assertStrict(each, allRequired));
        }
    }

    private static Map<String, Object> object(Random random, int depth) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<Object> required = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            properties.put("p" + i, any(random, depth - 1));
            if (random.nextBoolean()) {
                required.add("p" + i);
            }
        }
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("type", "object");
        object.put("properties", properties);
        object.put("required", required);
        return object;
    }

    private static Map<String, Object> any(Random random, int depth) {
        Map<String, Object> schema = new LinkedHashMap<>();
        switch (depth <= 0 ? random.nextInt(3) : random.nextInt(6)) {
            case 0 -> {
                schema.put("type", "string");
                schema.put("maxLength", 7);
            }
            case 1 -> {
                schema.put("type", "string");
                schema.put("enum", List.of("x", "y"));
            }
            case 2 -> schema.put("type", new ArrayList<>(List.of("integer", "null")));
            case 3 -> {
                schema.put("type", "array");
                schema.put("items", any(random, depth - 1));
            }
            case 4 -> schema.put("oneOf", List.of(any(random, depth - 1), any(random, depth - 1)));
            default -> {
                return object(random, depth);
            }
        }
        return schema;
    }
}
