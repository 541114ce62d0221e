books = 预案
books-why = 每一类投诉怎么研判、多久办、要什么证据、先说什么，都写在这些文件里。
books-no = { $no ->
  [0] 全部按出厂内容。
 *[other] 当前是第 { $no } 次启用。
}
books-broken = 已启用的预案这个版本的程序读不懂，仍按之前的办：
books-all = 正在使用的预案
books-past = 启用记录
books-past-none = 还没有改过，全部按出厂内容。
book-common = 共用部分
book-new = 新的一类
book-version = 版本
book-digest = 指纹
book-since = 启用时间
book-by = 启用人
book-shipped = 出厂内容
book-begin = 新增一类（小写字母和下划线）
book-begin-do = 开始写
book-old = 这是投诉当时适用的旧版本，只能查看。
book-now = 看现在的版本
book-text = 内容
book-check = 检查
book-check-means = 只检查、比较和试算，不会改动任何东西。
book-why = 为什么改
book-activate = 启用
book-back = 恢复出厂内容
book-activate-means = 启用会记入记录册，所有服务立即按新内容办理；已经研判的投诉保留当时的版本。
book-done = 已启用（第 { $no } 次）。
book-wrong = 需要改正
book-wrong-none = 没有问题，示例也都符合。
book-line = { $file } 第 { $line } 行
book-changes = 和正在使用的相比
book-changes-none = 除注释和顺序外没有不同。
book-preview = 最近 { $count } 件投诉会怎样
book-preview-kinds = 类型不同的 { $count } 件。
book-preview-grades = 分级不同的 { $count } 件。
book-preview-classes = 类别不同的 { $count } 件。
