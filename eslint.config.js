import vue from 'eslint-plugin-vue'
import tseslint from 'typescript-eslint'

/** The beginnings of what is only a part of a sentence. */
const fragment =
  /^(is|are|was|were|has|have|had|does|do|may|can|cannot|must|that|who|whose|which|and|or|not|of|with|without|at|in|on|from|where|when|while|it)\b/

/**
 * A name of a test says what holds, read alone: it starts with its subject or with what that does.
 */
const wholeNames = [
  'CallExpression[callee.name=/^(test|it)$/]',
  'CallExpression[callee.callee.object.name=/^(test|it)$/]',
].map((call) => ({
  selector: [
    `${call} > Literal.arguments:first-child[value=/${fragment.source}/i]`,
    `${call} > TemplateLiteral.arguments:first-child > TemplateElement:first-child[value.raw=/${fragment.source}/i]`,
  ].join(', '),
  message: 'Start the name of a test with its subject or a verb: it is read alone.',
}))
/** A name that is only the name of its row says of nothing what holds. */
const namedRow = {
  selector:
    'CallExpression[callee.callee.object.name=/^(test|it)$/] > Literal[value=/^(%s|[$]\\w+)$/]',
  message: 'Say what holds of each row: the name of a test is read alone.',
}

/** A page shows an answer when it has come: a test that looks once looks too early now and then. */
const lookedAtOnce = {
  selector:
    "CallExpression[callee.name='expect'] AwaitExpression > CallExpression[callee.property.name=/^(all(InnerTexts|TextContents)|innerText|textContent|is(Checked|Disabled|Enabled|Hidden|Visible)|inputValue|count|getAttribute|title)$/]",
  message: 'A page comes to it in its own time: await expect.poll(() => …).',
}

export default tseslint.config(
  { ignores: ['out/', 'dist/', 'results/', 'coverage/'] },
  {
    files: ['**/*.ts', '**/*.vue'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.vue'],
      },
    },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      // A kind that is added to a union is an error wherever that union is switched over.
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      // A coroutine that never yields is still a coroutine: the caller awaits it all the same.
      'require-yield': 'off',
      // What is thrown into or out of a coroutine is whatever its author threw, as in Python.
      '@typescript-eslint/only-throw-error': ['error', { allowThrowingUnknown: true }],
      '@typescript-eslint/prefer-promise-reject-errors': ['error', { allowThrowingUnknown: true }],
    },
  },
  {
    // Prettier keeps code within this width; comments are kept within it here.
    files: ['**/*.{js,cjs,mjs,ts,vue}'],
    rules: {
      'max-len': [
        'error',
        { code: 10_000, comments: 100, ignoreTrailingComments: true, ignoreUrls: true },
      ],
    },
  },
  {
    files: ['tests/**/*.test.ts'],
    rules: { 'no-restricted-syntax': ['error', ...wholeNames, namedRow] },
  },
  {
    files: ['tests/{desktop,package}/**/*.test.ts'],
    rules: { 'no-restricted-syntax': ['error', ...wholeNames, namedRow, lookedAtOnce] },
  },
  {
    // Their readers know a lambda from Python: it gives what its one expression gives.
    files: ['resources/lessons/**/*.ts'],
    rules: {
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    },
  },
  {
    files: ['src/renderer/**/*.ts', 'src/renderer/**/*.vue'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector:
            'TSTypeReference[typeName.name=/^(Extract|CallInput|CallOutput|EventPayload)$/]',
          message: 'What the contract carries has a name there: import it.',
        },
      ],
    },
  },
  // After the rules above, so that Vue's own parser reads its files and hands scripts on.
  ...vue.configs['flat/recommended'].map((config) => ({ ...config, files: ['**/*.vue'] })),
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
    rules: {
      // One noun is a good name for a component here: the project has a file for each.
      'vue/multi-word-component-names': 'off',
      // Prettier lays out templates as it does everything else.
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/html-self-closing': 'off',
      'vue/html-indent': 'off',
      'vue/html-closing-bracket-newline': 'off',
    },
  },
)
