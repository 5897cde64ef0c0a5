-- A whole file typed key by key, with Enter behind each line, in Neovim with a list that opens by itself and an Enter that
-- takes its first item: as nvim-cmp does with `confirm({ select = true })` and blink.cmp with its preset "enter". The few
-- lines of `Plugin` are what both have in common: they ask when a trigger character or the first letter of a word is
-- struck, and where the list says that it is incomplete they ask anew: with each key, and at once where one was struck
-- before the list came. With each key they narrow what they have to what begins as the word at the cursor.
-- nvim --headless --clean -u SETUP -c 'luafile typing.lua'; the folder TYPED has what is typed, FILE is its name, and PACE
-- the milliseconds from key to key.

local name, pace = vim.env.FILE, tonumber(vim.env.PACE)

local Plugin = { items = {}, incomplete = false, asked = 0, answered = 0 }

function Plugin.text_before_cursor()
  return vim.api.nvim_get_current_line():sub(1, vim.api.nvim_win_get_cursor(0)[2])
end

function Plugin.close()
  Plugin.items, Plugin.incomplete, Plugin.row = {}, false, nil
end

--- The first item that what is typed begins, as the plug-ins compare it.
function Plugin.first()
  local before = Plugin.text_before_cursor()
  for _, item in ipairs(Plugin.items) do
    local range = item.textEdit.range or item.textEdit.insert
    local typed = before:sub(range.start.character + 1):lower()
    if range.start.character <= #before and vim.startswith((item.filterText or item.label):lower(), typed) then
      return item
    end
  end
end

--- Gives an item what it has in common with the others of its list.
local function complete(item, defaults)
  local range = defaults and defaults.editRange
  if not item.textEdit and range then
    item.textEdit = { range = range.insert or range, newText = item.textEditText or item.label }
  end
  return item
end

function Plugin.ask(client, context)
  local position = vim.lsp.util.make_position_params(0, client.offset_encoding)
  position.context = context
  local asked_behind = Plugin.text_before_cursor()
  Plugin.asked = Plugin.asked + 1
  local number = Plugin.asked
  client:request('textDocument/completion', position, function(problem, list)
    assert(not problem, vim.inspect(problem))
    Plugin.answered = number
    if number < Plugin.asked or vim.api.nvim_win_get_cursor(0)[1] ~= position.position.line + 1 then
      return -- overtaken
    end
    Plugin.items = vim.tbl_map(function(item)
      return complete(item, list.itemDefaults)
    end, list and list.items or {})
    table.sort(Plugin.items, function(a, b)
      return a.sortText < b.sortText
    end)
    Plugin.incomplete = list and list.isIncomplete or false
    Plugin.row = position.position.line
    if Plugin.incomplete and Plugin.text_before_cursor() ~= asked_behind then
      Plugin.ask(client, { triggerKind = 3 }) -- more has been typed while the answer was on its way
    end
  end)
end

--- After a key has changed the line.
function Plugin.follow(client)
  Plugin.followed = Plugin.text_before_cursor()
  local key = Plugin.followed:sub(-1)
  if Plugin.row ~= vim.api.nvim_win_get_cursor(0)[1] - 1 then
    Plugin.close()
  end
  if vim.tbl_contains(client.server_capabilities.completionProvider.triggerCharacters, key) then
    Plugin.ask(client, { triggerKind = 2, triggerCharacter = key })
  elseif Plugin.incomplete then
    Plugin.ask(client, { triggerKind = 3 })
  elseif key:match('%w') and not Plugin.first() then
    Plugin.ask(client, { triggerKind = 1 })
  end
end

--- Enter takes the first item, without its snippet's places; without a list it ends the line.
vim.keymap.set('i', '<CR>', function()
  local item = Plugin.first()
  Plugin.close()
  if not item then
    return '<CR>'
  end
  local range = item.textEdit.range or item.textEdit.insert
  local typed = Plugin.text_before_cursor():sub(range.start.character + 1)
  return ('<BS>'):rep(vim.fn.strchars(typed)) .. item.textEdit.newText
end, { expr = true })

--- In a new file, with the server attached.
local function begin()
  vim.cmd.edit(name)
  vim.bo.filetype = 'dockerfile'
  vim.bo.autoindent = false -- blanks are typed, too
  vim.bo.indentexpr = ''
  local client
  assert(vim.wait(60000, function()
    client = vim.lsp.get_clients({ bufnr = 0 })[1]
    return client and client.initialized
  end, 20), 'no server is attached')
  Plugin.close()
  vim.api.nvim_create_autocmd('TextChangedI', {
    buffer = 0,
    callback = function()
      Plugin.follow(client)
    end,
  })
end

--- Whether the plug-in knows of all keys of a line and has the list for it: a busy machine must not decide what Enter does.
local function is_settled(line)
  return Plugin.followed == line and Plugin.answered == Plugin.asked
end

--- Types as a terminal sends it.
local function type_keys(text, done)
  local keys = {}
  for key in text:gsub('\n$', ''):gmatch('.') do
    table.insert(keys, key == '\n' and '<CR>' or key == '<' and '<lt>' or key)
  end
  local last, waited = 0, 0
  local line = ''
  local timer = assert(vim.uv.new_timer())
  vim.api.nvim_input('i')
  timer:start(pace, pace, vim.schedule_wrap(function()
    local key = keys[last + 1]
    waited = waited + pace
    if key and (key ~= '<CR>' or is_settled(line) or waited > 30000) then
      last, waited = last + 1, 0
      line = key == '<CR>' and '' or line .. (key == '<lt>' and '<' or key)
      vim.api.nvim_input(key)
    elseif not key and not timer:is_closing() then
      timer:close()
      vim.api.nvim_input('<Esc>')
      vim.defer_fn(done, 300)
    end
  end))
end

vim.schedule(function()
  local typed = table.concat(vim.fn.readfile(vim.env.TYPED .. '/' .. name), '\n') .. '\n'
  begin()
  type_keys(typed, function()
    vim.cmd('silent write')
    local saved = table.concat(vim.fn.readfile(name), '\n') .. '\n'
    local check = ('%s, typed with %d ms from key to key, is saved as it was typed'):format(name, pace)
    if saved ~= typed then
      io.stdout:write('FAILED  ' .. check .. ':\n' .. vim.diff(typed, saved) .. '\n')
      vim.cmd('cquit 1')
    end
    assert(Plugin.asked > 10, 'the list was hardly ever asked for')
    io.stdout:write('ok      ' .. check .. '\n')
    vim.cmd('qall!')
  end)
end)
